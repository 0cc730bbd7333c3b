package io.breakwater.sla.quiet;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.json.Json;
import io.breakwater.sla.Asker;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilenceRoutesIT {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final String BODY =
      "{'when': 'desk == \\\"triage\\\"', 'owner': 'ops', 'reason': 'release', 'for': 'PT2H',"
          + " 'by': 'ana'}";

  @TempDir static Path dir;

  private static QuietWorld world;
  private static Route route;

  @BeforeAll
  static void start() {
    world = new QuietWorld(dir);
    route = routes(Asker.ANYBODY);
  }

  @AfterAll
  static void stop() {
    world.close();
    KIT.shutdownTestKit();
  }

  @BeforeEach
  void reset() throws SQLException {
    world.reset("silences: {longest: P2D}\n");
  }

  private static Route routes(Asker asker) {
    return asker.asks(() -> new SilenceRoutes(world.silences(), Runnable::run).routes());
  }

  private record Answer(int status, JsonNode body, String etag) {}

  private static Answer ask(HttpRequest request) throws Exception {
    return ask(route, request);
  }

  private static Answer ask(Route asked, HttpRequest request) throws Exception {
    HttpResponse response =
        asked.function(KIT.system()).apply(request).toCompletableFuture().get(20, TimeUnit.SECONDS);
    String text =
        response
            .entity()
            .toStrict(10_000, KIT.system())
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS)
            .getData()
            .utf8String();
    return new Answer(
        response.status().intValue(),
        Json.mapper().readTree(text),
        response.getHeader("ETag").map(h -> h.value()).orElse(null));
  }

  private static HttpRequest post(String path, String body) {
    return HttpRequest.POST("/silences" + path)
        .withEntity(ContentTypes.APPLICATION_JSON, body.replace('\'', '"'));
  }

  @Test
  void aSilenceIsMadeListedEndedAndEveryChangeSaysWho() throws Exception {
    Answer made = ask(post("", BODY));
    String id = made.body().at("/silence/id").asText();

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.etag()).isEqualTo("\"1\"");
    assertThat(made.body().path("state").asText()).isEqualTo("ACTIVE");
    assertThat(made.body().at("/silence/ends_at").asText()).isEqualTo("2026-03-02T12:00:00Z");
    assertThat(ask(HttpRequest.GET("/silences?state=active")).body().path("items")).hasSize(1);
    assertThat(ask(HttpRequest.GET("/silences?state=pending")).body().path("items")).isEmpty();

    world.pass(Duration.ofMinutes(5));
    Answer conflict =
        ask(
            post("/" + id + "/end", "{'by': 'bo'}")
                .addHeader(RawHeader.create("If-Match", "\"4\"")));
    assertThat(conflict.status()).isEqualTo(409);
    assertThat(conflict.body().at("/current/version").asLong()).isEqualTo(1);
    Answer ended =
        ask(
            post("/" + id + "/end", "{'by': 'bo'}")
                .addHeader(RawHeader.create("If-Match", "\"1\"")));
    assertThat(ended.status()).isEqualTo(200);
    assertThat(ended.etag()).isEqualTo("\"2\"");
    assertThat(ask(post("/" + id + "/end", "{'by': 'cho'}")).etag()).isEqualTo("\"2\"");

    JsonNode found = ask(HttpRequest.GET("/silences/" + id)).body();
    assertThat(found.path("state").asText()).isEqualTo("ENDED");
    assertThat(found.findValuesAsText("change")).containsExactly("CREATED", "ENDED");
    assertThat(found.path("changes").get(1).path("by").asText()).isEqualTo("bo");
    assertThat(ask(HttpRequest.GET("/silences?state=ended")).body().path("items")).hasSize(1);
    assertThat(ask(HttpRequest.GET("/silences/sil_x")).status()).isEqualTo(404);
  }

  @Test
  void whoLeadsOneDeskMayReadSilencesAndMakeNone() throws Exception {
    Route ofDesk = routes(Asker.ofDesk("triage"));
    Answer refused = ask(ofDesk, post("", BODY));

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body().path("detail").asText()).contains("every desk");
    assertThat(ask(ofDesk, HttpRequest.GET("/silences")).status()).isEqualTo(200);
  }

  @Test
  void whoMakesItAnswersForItUnlessItSaysWhoDoes() throws Exception {
    Answer made = ask(post("", BODY.replace("'owner': 'ops', ", "")));
    assertThat(made.body().at("/silence/owner").asText()).isEqualTo("ana");
  }

  @Test
  void theSameKeyMakesItOnceAndAnotherRequestUnderItIsRefused() throws Exception {
    RawHeader key = RawHeader.create("Idempotency-Key", "k1");
    String first = ask(post("", BODY).addHeader(key)).body().at("/silence/id").asText();
    world.pass(Duration.ofMinutes(1));
    Answer again = ask(post("", BODY).addHeader(key));
    Answer other = ask(post("", BODY.replace("PT2H", "PT3H")).addHeader(key));

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.body().at("/silence/id").asText()).isEqualTo(first);
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.body().path("detail").asText()).contains(first);
    assertThat(world.rows("SELECT id FROM quiet.silences")).hasSize(1);
  }

  @Test
  void listsArePaged() throws Exception {
    for (int i = 0; i < 5; i++) {
      ask(post("", BODY));
      world.pass(Duration.ofSeconds(i % 2));
    }
    Answer first = ask(HttpRequest.GET("/silences?limit=3"));
    Answer second =
        ask(
            HttpRequest.GET(
                "/silences?limit=3&cursor=" + first.body().path("next_cursor").asText()));

    assertThat(first.body().path("items")).hasSize(3);
    assertThat(second.body().path("items")).hasSize(2);
    assertThat(second.body().has("next_cursor")).isFalse();
    assertThat(first.body().toString())
        .doesNotContain(second.body().at("/items/0/silence/id").asText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "desk == | dsk == | when, line 1, column 1: | Did you mean",
        "'for': 'PT2H' | 'for': 'PT9000H' | the policy allows PT48H | silences.longest",
        "'for': 'PT2H' | 'for': '2h' | for is \"2h\" | PT2H",
        "'for': 'PT2H', | | a silence must end | ends_at",
        "'for': 'PT2H' | 'ends_at': '2026-03-01T00:00:00Z' | it ends at | start",
        "'for': 'PT2H' | 'for': 'PT2H', 'ends_at': '2026-03-02T11:00:00Z' | both | leave one",
        "'reason': 'release', | | reason is missing | why",
        "'by': 'ana' | 'by': '' | by is missing | who",
        "'by': 'ana' | 'by': 'ana', 'colour': 'red' | \"colour\" | use by",
        "'by': 'ana' | 'by': 'ana', 'recurrence': {'on': 'SAT'} | recurrence | Europe/London",
        "'by': 'ana' | 'by': 'ana', 'starts_at': 'soon' | starts_at | 2026-01-31T08:00:00Z",
      })
  void whatIsWrongIsRefusedWithARemedy(String right, String wrong, String said, String remedy)
      throws Exception {
    assertThat(BODY).contains(right);
    Answer answer = ask(post("", BODY.replace(right, wrong == null ? "" : wrong)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("detail").asText()).contains(said).contains(remedy);
    assertThat(answer.body().path("errors").get(0).path("field").asText()).isNotEmpty();
    assertThat(world.rows("SELECT id FROM quiet.silences")).isEmpty();
  }

  @Test
  void aPreviewIsAnsweredAndItsFaultsToo() throws Exception {
    Answer preview = ask(post("/preview", "{'when': 'true', 'within': 'PT1H'}"));

    assertThat(preview.status()).isEqualTo(200);
    assertThat(preview.body().path("items").asLong(-1)).isZero();
    assertThat(ask(post("/preview", "{'when': 'true', 'within': 'P99D'}")).status()).isEqualTo(400);
  }
}
