package io.breakwater.app.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.breakwater.app.membership.ClusterSettings;
import io.breakwater.domain.access.AccessParser;
import io.breakwater.domain.json.Json;
import io.breakwater.flink.Jobs;
import io.breakwater.flink.job.Job;
import io.breakwater.flink.job.JobOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The manifests fit together, and the job takes the arguments that they give it. */
class KubernetesTest {
  private static final Path FOLDER = OpsFiles.ROOT.resolve("ops/deploy/kubernetes");

  @ParameterizedTest
  @MethodSource("jobs")
  void theJobTakesItsArguments(Job job) throws IOException {
    List<String> args = new ArrayList<>();
    container(of("Deployment", manifests(job), "-jobmanager"))
        .path("args")
        .forEach(arg -> args.add(arg.asText()));

    assertThat(args).startsWith("standalone-job", "--job-classname", "io.breakwater.flink.JobMain");
    List<String> program = args.subList(args.indexOf("--") + 1, args.size());
    JobOptions options = JobOptions.parse(program.toArray(String[]::new));
    assertThat(Jobs.named(options.job())).isSameAs(job);
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void everythingThatIsNamedIsThere(Job job) throws IOException {
    List<JsonNode> all = manifests(job);
    assertThat(all)
        .allSatisfy(
            each -> {
              assertThat(each.path("apiVersion").asText()).isNotBlank();
              assertThat(each.at("/metadata/name").asText()).matches("[a-z0-9-]{1,63}");
            });
    List<JsonNode> deployments = all.stream().filter(each -> is("Deployment", each)).toList();
    assertThat(deployments).hasSize(2);
    for (JsonNode deployment : deployments) {
      JsonNode pod = deployment.at("/spec/template");
      assertThat(pod.at("/metadata/labels")).isEqualTo(deployment.at("/spec/selector/matchLabels"));
      of("ServiceAccount", all, pod.at("/spec/serviceAccountName").asText());
      List<String> volumes = new ArrayList<>();
      for (JsonNode volume : pod.at("/spec/volumes")) {
        volumes.add(volume.path("name").asText());
        if (volume.has("configMap")) {
          of("ConfigMap", all, volume.at("/configMap/name").asText());
        } else {
          of("PersistentVolumeClaim", all, volume.at("/persistentVolumeClaim/claimName").asText());
        }
      }
      container(deployment)
          .path("volumeMounts")
          .forEach(mount -> assertThat(volumes).contains(mount.path("name").asText()));
    }
    JsonNode service = of("Service", all, "breakwater-" + job.name());
    assertThat(service.at("/spec/selector"))
        .isEqualTo(of("Deployment", all, "-jobmanager").at("/spec/selector/matchLabels"));
  }

  @Test
  void theSecretOfTheTokensIsAnAccessFileThatLetsNobodyIn() throws IOException {
    JsonNode secret = of("Secret", documents(read("access.yaml")), "breakwater-access");

    assertThat(AccessParser.parse(secret.at("/stringData/access.yaml").asText())).isEmpty();
  }

  @Test
  void flinksConfigurationIsAFlatListOfKeys() throws IOException {
    JsonNode config = of("ConfigMap", documents(read("common.yaml")), "breakwater-flink");
    JsonNode keys = documents(config.at("/data/config.yaml").asText()).get(0);

    assertThat(keys.properties()).isNotEmpty();
    assertThat(keys.properties())
        .allSatisfy(key -> assertThat(key.getValue().isValueNode()).as(key.getKey()).isTrue());
  }

  @Test
  void theNodesOfAClusterFindEachOtherAndAreReachedWhereTheySay() throws IOException {
    List<JsonNode> all = documents(read("serve.yaml"));
    JsonNode deployment = of("Deployment", all, "breakwater");
    JsonNode pod = deployment.at("/spec/template");
    JsonNode node = container(deployment);
    Map<String, String> environment = new HashMap<>();
    node.path("env")
        .forEach(v -> environment.put(v.path("name").asText(), v.path("value").asText()));
    Config settings =
        ConfigFactory.parseResources("application.conf")
            .withFallback(ConfigFactory.parseMap(environment))
            .withFallback(ConfigFactory.defaultReference())
            .resolve();

    ClusterSettings cluster = ClusterSettings.from(settings);
    assertThat(cluster.kubernetes()).isTrue();
    assertThat(cluster.size()).isEqualTo(deployment.at("/spec/replicas").asInt());
    assertThat(environment.keySet()).allSatisfy(this::isRead);
    of("ServiceAccount", all, pod.at("/spec/serviceAccountName").asText());
    assertThat(of("Role", all, "breakwater").at("/rules/0/resources/0").asText()).isEqualTo("pods");
    // The label by which the discovery asks for pods.
    String name =
        settings.getString(
            "akka.management.cluster.bootstrap.contact-point-discovery.service-name");
    assertThat(
            settings.getString("akka.discovery.kubernetes-api.pod-label-selector").formatted(name))
        .isEqualTo("app=" + pod.at("/metadata/labels/app").asText());
    assertThat(pod.at("/metadata/labels")).isEqualTo(deployment.at("/spec/selector/matchLabels"));
    List<Integer> ports = new ArrayList<>();
    node.path("ports").forEach(port -> ports.add(port.path("containerPort").asInt()));
    assertThat(ports)
        .containsExactly(
            settings.getInt("breakwater.http.port"),
            settings.getInt("akka.remote.artery.canonical.port"),
            settings.getInt("akka.management.http.port"));
  }

  /** A variable that nobody reads would be a setting that does nothing. */
  private void isRead(String variable) {
    try (InputStream conf = KubernetesTest.class.getResourceAsStream("/application.conf")) {
      assertThat(new String(conf.readAllBytes(), StandardCharsets.UTF_8))
          .contains("${?" + variable + "}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Job> jobs() {
    return Jobs.STANDING;
  }

  private static List<JsonNode> manifests(Job job) throws IOException {
    String own = read("job.yaml").replace("JOB_NAME", job.name()).replace("KAFKA", "kafka:9092");
    return Stream.concat(documents(read("common.yaml")).stream(), documents(own).stream()).toList();
  }

  private static String read(String file) throws IOException {
    return Files.readString(FOLDER.resolve(file));
  }

  private static List<JsonNode> documents(String yaml) {
    List<JsonNode> documents = new ArrayList<>();
    new Load(LoadSettings.builder().build())
        .loadAllFromString(yaml)
        .forEach(tree -> documents.add(Json.mapper().valueToTree(tree)));
    return documents;
  }

  private static JsonNode of(String kind, List<JsonNode> all, String nameEnd) {
    List<JsonNode> found =
        all.stream()
            .filter(each -> is(kind, each))
            .filter(each -> each.at("/metadata/name").asText().endsWith(nameEnd))
            .toList();
    assertThat(found).as(kind + " " + nameEnd).hasSize(1);
    return found.get(0);
  }

  private static boolean is(String kind, JsonNode manifest) {
    return manifest.path("kind").asText().equals(kind);
  }

  private static JsonNode container(JsonNode deployment) {
    return deployment.at("/spec/template/spec/containers/0");
  }
}
