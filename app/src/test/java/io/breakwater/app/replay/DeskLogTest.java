package io.breakwater.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.breakwater.app.cli.CommandFailure;
import io.breakwater.app.client.ApiClient;
import io.breakwater.app.replay.DeskLog.Transfer;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeskLogTest {
  private static final Mapping MAPPING =
      MappingParser.parse(
          """
          files: "*.csv"
          missing: ["?"]
          time_format: "d/M/yyyy HH:mm"
          events: [{kind: RAISED, occurred_at: opened}]
          fields: {exception_id: "{{ id }}", source_id: s, type: a.b}
          transfers: {desk: "{{ group }}", occurred_at: updated, by: "{{ who }}"}
          """);
  private static final String LOG =
      """
      id,group,updated,who,opened
      A,?,1/3/2016 10:00,ana,1/3/2016 09:00
      A,x,1/3/2016 10:30,ana,1/3/2016 09:00
      A,y,2/3/2016 10:00,bo,1/3/2016 09:00
      B,x,1/3/2016 11:00,cy,1/3/2016 10:00
      A,x,1/3/2016 12:00,ana,1/3/2016 09:00
      A,?,2/3/2016 11:00,bo,1/3/2016 09:00
      A,x,2/3/2016 12:00,bo,1/3/2016 09:00
      C,?,2/3/2016 12:00,bo,1/3/2016 09:00
      D,x,2/3/2016 12:00,bo,1/3/2016 09:00
      D,y,2/3/2016 12:00,bo,1/3/2016 09:00
      """;

  @TempDir Path dir;

  private DeskLog log(Path file) throws IOException {
    DeskLog log = new DeskLog(MAPPING.transfers(), MAPPING.times());
    EventMapper mapper = new EventMapper(MAPPING);
    new HistoryReader(
            MAPPING.format(),
            row -> log.row(row, mapper.events(row).get(0)),
            (where, why) -> {
              throw new AssertionError(where + " " + why);
            })
        .read(file, read -> {});
    return log;
  }

  @Test
  void aChangeOfTheGroupInTheOrderOfTimeIsATransfer() throws IOException {
    List<List<Transfer>> transfers =
        log(Files.writeString(dir.resolve("log.csv"), LOG)).transfers();

    assertThat(transfers).hasSize(2);
    assertThat(transfers.get(0))
        .allMatch(t -> t.workItemId().equals(Identity.workItemId("s", "A")))
        .extracting(t -> t.number() + " " + t.desk() + " " + t.by())
        .containsExactly("1 y bo", "2 x bo");
    // Rows of the same minute are in the order of the file.
    assertThat(transfers.get(1)).extracting(Transfer::desk).containsExactly("y");
  }

  @Test
  void anArchiveInAnArchiveIsReadAndWhatIsNoDataIsLeftOut() throws IOException {
    Path outer = dir.resolve("outer.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(outer))) {
      zip.putNextEntry(new ZipEntry("notes.idp"));
      zip.write("no rows".getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("inner.zip"));
      ZipOutputStream inner = new ZipOutputStream(zip);
      inner.putNextEntry(new ZipEntry("log.csv"));
      inner.write(LOG.getBytes(StandardCharsets.UTF_8));
      inner.putNextEntry(new ZipEntry("__MACOSX/._log.csv"));
      inner.write(new byte[] {0, 5, 22, 7});
      inner.finish();
    }

    assertThat(log(outer).transfers()).hasSize(2);
  }

  @Test
  void transfersOfAnItemAreAskedForInTheirOrderAndAgainUntilItIsOpened() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          asked.add(
              Json.mapper().readTree(body).path("desk").asText()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Idempotency-Key").length());
          exchange.sendResponseHeaders(asked.size() < 3 ? 404 : 200, 2);
          exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    try {
      ApiClient api =
          new ApiClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
      List<List<Transfer>> ofA =
          log(Files.writeString(dir.resolve("log.csv"), LOG)).transfers().subList(0, 1);
      List<Long> steps = new ArrayList<>();
      Progress progress =
          (task, total) ->
              new Progress.Step() {
                @Override
                public void advance(long by) {
                  steps.add(by);
                }

                @Override
                public void close() {}
              };
      new Transfers(api, Duration.ofSeconds(30)).carryOut(ofA, progress.step("", 2));

      assertThat(asked).containsExactly("y 32", "y 32", "y 32", "x 32");
      assertThat(steps).containsExactly(1L, 1L);
      asked.clear();
      assertThatThrownBy(
              () -> new Transfers(api, Duration.ZERO).carryOut(ofA, progress.step("", 2)))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("is not opened");
    } finally {
      server.stop(0);
    }
  }
}
