package io.breakwater.routing;

import static io.breakwater.domain.event.Kind.RAISED;
import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawHeader;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.access.Role;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.topic.Topics;
import io.breakwater.routing.Api.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What those see and do whose roles are on one desk, in a running node with work on two. */
class AccessIT {
  private final String database = Servers.newDatabase();
  private final Topics topics = Servers.newTopics(4);

  @Test
  void eachSeesAndChangesTheWorkOfTheirDeskInTheirName() throws Exception {
    String policy =
        new String(
            AccessIT.class.getResourceAsStream("/policy.yaml").readAllBytes(),
            StandardCharsets.UTF_8);
    try (Node node = Node.start(database, topics, policy)) {
      open(node, "T-1", "triage");
      open(node, "N-1", "north");
      String own = Identity.workItemId("ledger", "T-1");
      String other = Identity.workItemId("ledger", "N-1");
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> items(new Api(node), "").size() == 2);

      Api vic = new Api(node, Asker.of("vic", Role.VIEWER, "triage", Role.VIEWER));
      assertThat(items(vic, "")).containsExactly(own);
      assertThat(items(vic, "&desk=triage&sort=-changed&q=T-")).containsExactly(own);
      assertThat(vic.get("/work-items?desk=north").status()).isEqualTo(403);
      assertThat(vic.get("/work-items/" + other).status()).isEqualTo(403);
      assertThat(vic.get("/work-items/" + other + "/history").status()).isEqualTo(403);
      assertThat(vic.get("/work-items/" + own + "/decision").status()).isEqualTo(200);
      assertThat(vic.get("/desks").body().findValuesAsText("name")).contains("triage");
      assertThat(vic.get("/desks").body().findValuesAsText("name")).doesNotContain("north");

      Api ola = new Api(node, Asker.of("ola", Role.OPERATOR, "triage", Role.OPERATOR));
      assertThat(ola.post("/work-items/" + other + "/claim", "{}").status()).isEqualTo(403);
      assertThat(
              ola.post("/work-items/" + own + "/claim", "{'by':'bo'}").body().path("type").asText())
          .isEqualTo("other-name");
      assertThat(ola.post("/work-items/" + own + "/claim", "{}").body().path("assignee").asText())
          .isEqualTo("ola");
      assertThat(ola.get("/work-items/" + own).body().path("history").findValuesAsText("by"))
          .endsWith("ola");

      Api lea = new Api(node, Asker.of("lea", Role.LEAD, "triage", Role.LEAD));
      Answer many =
          lea.post(
              "/work-items/bulk",
              "{'operation':'tag','tags':['vip'],'items':['%s','%s']}".formatted(other, own));
      assertThat(many.body().path("results").findValuesAsText("status"))
          .startsWith("403")
          .endsWith("200");

      // It leaves the desk: whoever watches hears that, and no more of it.
      lea.post("/work-items/" + own + "/transfer", "{'desk':'north'}");
      Awaitility.await().until(() -> items(vic, "").isEmpty());
      assertThat(changes(node, "vic", "triage"))
          .contains("event:work-item-left", own)
          .doesNotContain("T-1", "event:work-item\n");
      assertThat(lea.post("/work-items/" + own + "/comment", "{'note':'x'}").status())
          .isEqualTo(403);
      assertThat(lea.post("/work-items/" + own + "/undo", "{}").body().path("desk").asText())
          .isEqualTo("triage");
      assertThat(changes(node, "vic", "triage")).contains(own).doesNotContain(other);
      assertThat(changes(node, "ned", "north")).contains(other);
    }
  }

  /** The first second of the feed from its beginning, as a viewer of a desk gets it. */
  private static String changes(Node node, String name, String desk) throws Exception {
    return Asker.of(name, Role.VIEWER, desk, Role.VIEWER)
        .asks(() -> node.routing().routes())
        .function(node.system())
        .apply(
            HttpRequest.GET("/work-items/changes")
                .addHeader(RawHeader.create("Last-Event-ID", "0-0")))
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS)
        .entity()
        .getDataBytes()
        .takeWithin(Duration.ofSeconds(1))
        .runFold("", (all, bytes) -> all + bytes.utf8String(), node.system())
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private static List<String> items(Api api, String query) throws Exception {
    JsonNode page = api.get("/work-items?limit=10" + query).body();
    return page.path("items").findValuesAsText("work_item_id");
  }

  private void open(Node node, String id, String desk) throws Exception {
    ScoredException scored = Scored.of(id, RAISED, 0, id.hashCode(), desk);
    node.publisher()
        .publish(topics.scored(), scored.event().key(), Json.bytes(scored), scored.trace())
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }
}
