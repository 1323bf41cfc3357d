package dev.sparkle.cli.documents;

import static dev.sparkle.cli.documents.DeploymentFiles.container;
import static dev.sparkle.cli.documents.DeploymentFiles.each;
import static dev.sparkle.cli.documents.DeploymentFiles.name;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.Sparkle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Unit, image and manifests ask for nothing that Sparkle has not. None of them was run where it
 * belongs; this is what can be held without.
 */
class DeploymentFilesTest {

  /** What Liberty or Java reads, and nobody describes in docs/configuration.md as a setting. */
  private static final Set<String> OF_THE_PLATFORM =
      Set.of(
          "JAVA_HOME",
          "LANG",
          "PATH",
          "WLP_USER_DIR",
          "WLP_OUTPUT_DIR",
          "LOG_DIR",
          "X_LOG_DIR",
          "VARIABLE_SOURCE_DIRS",
          "SPARKLE_ENV",
          "MP_JWT_VERIFY_PUBLICKEY_LOCATION");

  private static final Set<String> OF_A_PROBE =
      Set.of("httpGet", "periodSeconds", "timeoutSeconds", "failureThreshold");

  private static void assertSetting(String where, String name) {
    assertTrue(
        DeploymentFiles.settings().contains(name) || OF_THE_PLATFORM.contains(name),
        where + " sets " + name + ", which docs/configuration.md does not know");
  }

  private static List<MatchResult> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().toList();
  }

  @Test
  void settingsAreThoseOfTheConfiguration() {
    for (JsonNode map : DeploymentFiles.objects(Set.of("ConfigMap"))) {
      map.path("data").fieldNames().forEachRemaining(n -> assertSetting(name(map), n));
    }
    for (JsonNode set : DeploymentFiles.statefulSets()) {
      each(container(set).path("env"))
          .forEach(e -> assertSetting(name(set), e.path("name").asText()));
    }
    String image = DeploymentFiles.read(DeploymentFiles.CONTAINER);
    List<MatchResult> variables = found("(?m)^(?:ENV)? +([A-Z_]+)=", image);
    assertFalse(variables.isEmpty());
    variables.forEach(v -> assertSetting("the image", v.group(1)));
  }

  @Test
  void probesAskWhatOperationsDescribes() {
    Set<String> paths = DeploymentFiles.listed("docs/operations.md");
    for (JsonNode set : DeploymentFiles.statefulSets()) {
      Set<String> ports =
          each(container(set).path("ports")).stream()
              .map(p -> p.path("name").asText())
              .collect(Collectors.toSet());
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        JsonNode asked = container(set).path(probe);
        assertTrue(paths.contains(asked.at("/httpGet/path").asText()), name(set) + " " + asked);
        assertTrue(ports.contains(asked.at("/httpGet/port").asText()), name(set) + " " + asked);
        asked.fieldNames().forEachRemaining(f -> assertTrue(OF_A_PROBE.contains(f), f));
      }
      assertEquals("/health/live", container(set).at("/livenessProbe/httpGet/path").asText());
    }
  }

  @Test
  void whatAsksANodeReachesItUnderTheDropInOfProduction() {
    Map<String, String> settings = new TreeMap<>();
    DeploymentFiles.objects(Set.of("ConfigMap"))
        .forEach(
            map ->
                map.path("data")
                    .properties()
                    .forEach(e -> settings.put(e.getKey(), e.getValue().asText())));
    DoorsOfTheImage doors = new DoorsOfTheImage(settings);
    Set<Integer> open = doors.open();
    int inside = Integer.parseInt(doors.variable("SPARKLE_OPERATIONS_PORT"));
    assertTrue(open.contains(inside), open.toString());
    // without it health and metrics are handed on to nobody
    assertTrue(Integer.parseInt(doors.variable("SPARKLE_MANAGEMENT_PORT")) > 0);
    for (JsonNode set : DeploymentFiles.statefulSets()) {
      Map<String, Integer> ports = new TreeMap<>();
      each(container(set).path("ports"))
          .forEach(p -> ports.put(p.path("name").asText(), p.path("containerPort").asInt()));
      assertTrue(open.containsAll(ports.values()), name(set) + " " + ports + " " + open);
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        String port = container(set).path(probe).at("/httpGet/port").asText();
        assertTrue(open.contains(ports.get(port)), name(set) + " " + port + " " + open);
      }
      // elsewhere than on the operators' port metrics are not there
      JsonNode notes = set.at("/spec/template/metadata/annotations");
      assertEquals(inside, notes.path("prometheus.io/port").asInt(), name(set));
    }
    for (JsonNode service : DeploymentFiles.objects(Set.of("Service"))) {
      if (service.at("/spec/selector/app").asText().equals("sparkle")) {
        each(service.at("/spec/ports"))
            .forEach(p -> assertTrue(p.path("targetPort").asText().matches("https?"), p + ""));
      }
    }
  }

  @Test
  void aNodeHasTheTimeThatItTakesToStop() {
    JsonNode settings = DeploymentFiles.objects(Set.of("ConfigMap")).get(0).path("data");
    int tasks = settings.path("SPARKLE_TASKS_STOP_MS").asInt() / 1000;
    int node = 30; // that ./sparkle down gives it, docs/operations.md
    assertTrue(tasks > 0 && tasks < node);
    for (JsonNode set : DeploymentFiles.statefulSets()) {
      int before = container(set).at("/lifecycle/preStop/exec/command/1").asInt(0);
      int given = set.at("/spec/template/spec/terminationGracePeriodSeconds").asInt();
      assertTrue(given > before + node, name(set) + " has " + given + " s");
    }
  }

  @Test
  void podsHaveNoRights() {
    for (JsonNode set : DeploymentFiles.statefulSets()) {
      JsonNode pod = set.at("/spec/template/spec");
      assertFalse(pod.path("automountServiceAccountToken").asBoolean(true), name(set));
      assertTrue(pod.at("/securityContext/runAsNonRoot").asBoolean(), name(set));
      assertEquals("RuntimeDefault", pod.at("/securityContext/seccompProfile/type").asText());
      JsonNode rights = container(set).path("securityContext");
      assertFalse(rights.path("allowPrivilegeEscalation").asBoolean(true), name(set));
      assertTrue(rights.path("readOnlyRootFilesystem").asBoolean(), name(set));
      assertEquals("ALL", rights.at("/capabilities/drop/0").asText());
      assertTrue(container(set).at("/resources/limits").has("memory"), name(set));
      String user = pod.at("/securityContext/runAsUser").asText();
      assertTrue(
          DeploymentFiles.read(DeploymentFiles.CONTAINER).contains("\nUSER " + user + "\n"), user);
    }
  }

  @Test
  void secretsAreFilesWhereTheImageLooksForThem() {
    String image = DeploymentFiles.read(DeploymentFiles.CONTAINER);
    String secrets = found("VARIABLE_SOURCE_DIRS=(\\S+)", image).get(0).group(1);
    String keys = found("SPARKLE_KEYS_DIR=(\\S+)", image).get(0).group(1);
    for (JsonNode set : DeploymentFiles.statefulSets()) {
      List<String> mounted =
          each(container(set).path("volumeMounts")).stream()
              .filter(m -> m.path("readOnly").asBoolean())
              .map(m -> m.path("mountPath").asText())
              .toList();
      assertEquals(List.of(secrets, keys), mounted, name(set));
    }
    for (JsonNode map : DeploymentFiles.objects(Set.of("ConfigMap"))) {
      map.path("data")
          .fieldNames()
          .forEachRemaining(n -> assertFalse(n.matches(".*(PASSWORD|KEY|SECRET|REDIS_URL).*"), n));
    }
  }

  @Test
  void scalingAsksForMetricsThatAreListed() {
    Set<String> metrics = DeploymentFiles.listed("docs/metrics.md");
    String asked =
        DeploymentFiles.manifests().stream()
            .filter(f -> f.matches("scaling-.*|prometheus-adapter.*"))
            .map(f -> DeploymentFiles.read(DeploymentFiles.KUBERNETES.resolve(f)))
            .collect(Collectors.joining());
    Set<String> names =
        found("\\b((?:chat|task|llm|quota)_[a-z_]+[a-z])\\b", asked).stream()
            .map(m -> m.group(1))
            .collect(Collectors.toSet());
    assertEquals(Set.of("chat_generations", "chat_sockets", "task_queue_depth"), names);
    assertTrue(metrics.containsAll(names), metrics.toString());
  }

  @Test
  void whatIsNamedElsewhereIsThere() {
    Set<String> sets = new HashSet<>();
    Set<JsonNode> labels = new HashSet<>();
    for (JsonNode set : DeploymentFiles.statefulSets()) {
      sets.add(set.at("/metadata/name").asText());
      labels.add(set.at("/spec/template/metadata/labels"));
      assertEquals(set.at("/spec/selector/matchLabels"), set.at("/spec/template/metadata/labels"));
    }
    for (JsonNode scaled :
        DeploymentFiles.objects(Set.of("HorizontalPodAutoscaler", "ScaledObject"))) {
      assertTrue(sets.contains(scaled.at("/spec/scaleTargetRef/name").asText()), name(scaled));
    }
    for (JsonNode budget : DeploymentFiles.objects(Set.of("PodDisruptionBudget"))) {
      assertTrue(labels.contains(budget.at("/spec/selector/matchLabels")), name(budget));
    }
    List<String> files = DeploymentFiles.manifests();
    each(DeploymentFiles.objects("kustomization.yaml").get(0).path("resources"))
        .forEach(f -> assertTrue(files.contains(f.asText()), f.asText()));
  }

  @Test
  void theImageIsMadeOfWhatTheBuildMakesAndTheBuilderIsSentIt() {
    String sent =
        DeploymentFiles.read(
            DeploymentFiles.CONTAINER.resolveSibling("Containerfile.dockerignore"));
    for (MatchResult copied :
        found("(?m)^COPY (.+) \\S+$", DeploymentFiles.read(DeploymentFiles.CONTAINER))) {
      for (String path : copied.group(1).split(" ")) {
        assertTrue(
            found("(?m)^!(.+)$", sent).stream().anyMatch(s -> path.startsWith(s.group(1))), path);
        assertTrue(
            path.matches("(\\.liberty|\\.sparkle|ear/target)/.*")
                || Files.exists(MarkdownPage.ROOT.resolve(path)),
            path);
      }
    }
  }

  @Test
  void theUnitCallsWhatTheCommandUnderstands() {
    String unit = DeploymentFiles.read(DeploymentFiles.UNIT);
    String home = found("WorkingDirectory=(\\S+)", unit).get(0).group(1);
    List<MatchResult> calls = found("(?m)^Exec\\w+=" + home + "/sparkle (.+)$", unit);
    assertEquals(3, calls.size());
    for (MatchResult call : calls) {
      assertDoesNotThrow(() -> Sparkle.commandLine().parseArgs(call.group(1).split(" ")));
    }
    assertTrue(Files.isExecutable(MarkdownPage.ROOT.resolve("sparkle")));
    String page = found("file://" + home + "/(\\S+)", unit).get(0).group(1);
    assertTrue(Files.exists(MarkdownPage.ROOT.resolve(Path.of(page))), page);
    assertTrue(unit.contains("ReadWritePaths=" + home + "\n"));
  }
}
