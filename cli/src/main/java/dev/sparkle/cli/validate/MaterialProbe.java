package dev.sparkle.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.client.ApiProblem;
import dev.sparkle.cli.client.Material;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.client.TrialLearner;
import dev.sparkle.cli.client.Upload;
import dev.sparkle.cli.services.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Materials are handed in; each is a task that is told about until it has succeeded. */
final class MaterialProbe implements Work {

  private static final int MATERIALS = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Override
  public String command(Scene scene) {
    return "a learner hands in " + MATERIALS + " materials at " + scene.server();
  }

  @Override
  public Outcome run(Scene scene) throws Exception {
    try (TrialLearner learner = TrialLearner.at(scene.server(), scene.keys())) {
      return run(scene, learner.client());
    }
  }

  private static Outcome run(Scene scene, SparkleClient learner) throws IOException {
    Path folder = Files.createTempDirectory("sparkle-validate");
    Map<String, String> states = new LinkedHashMap<>();
    List<String> materials = new ArrayList<>();
    try {
      for (int i = 0; i < MATERIALS; i++) {
        Path page = folder.resolve("page.md");
        Files.writeString(page, "# Kelp " + i + "\n\nKelp number " + i + " grows in cold water.\n");
        Material material = learner.upload(new Upload(page, "Kelp " + i, null, "me"));
        materials.add(material.id());
        states.put(String.valueOf(material.taskId()), "told of at once");
      }
      follow(learner, states);
      for (String material : materials) {
        learner.call("DELETE", "materials/" + material, null);
      }
    } finally {
      Files.deleteIfExists(folder.resolve("page.md"));
      Files.delete(folder);
    }
    scene.keep(scene.id() + ".json", StateFile.JSON.writeValueAsString(states));
    long told = states.values().stream().filter(MaterialProbe::ended).count();
    long succeeded = states.values().stream().filter("succeeded"::equals).count();
    return Outcome.of(
        List.of(
            Criterion.TASK_TRACKING.read(
                "told of from begin to end, of " + MATERIALS + " tasks", 100.0 * told / MATERIALS),
            Criterion.TASK_SUCCESS.read(
                "succeeded of " + MATERIALS + " tasks", 100.0 * succeeded / MATERIALS)));
  }

  private static void follow(SparkleClient learner, Map<String, String> states) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && !states.values().stream().allMatch(MaterialProbe::ended)) {
      for (Map.Entry<String, String> each : states.entrySet()) {
        if (!ended(each.getValue())) {
          each.setValue(state(learner, each.getKey()));
        }
      }
      Pause.of(Duration.ofMillis(200));
    }
  }

  private static String state(SparkleClient learner, String task) {
    try {
      JsonNode told = learner.call("GET", "tasks/" + task, null);
      return told.path("state").asText("no state");
    } catch (ApiProblem refused) {
      return refused.code();
    }
  }

  private static boolean ended(String state) {
    return List.of("succeeded", "dead", "cancelled").contains(state);
  }
}
