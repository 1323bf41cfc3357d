package dev.sparkle.cli.drill.promises;

import dev.sparkle.cli.client.Material;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.client.Upload;
import dev.sparkle.cli.monitoring.Scrape;
import dev.sparkle.cli.services.Pause;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Materials are handed in: each task is told about, and counted once in each metric of tasks. */
final class TrackedTasks {

  private static final int TASKS = 20;
  private static final String TYPE = "type=\"material.ingest\"";

  private final URI node;
  private final Path folder;

  TrackedTasks(URI node, Path folder) {
    this.node = node;
    this.folder = folder;
  }

  List<Promise> play() throws IOException, InterruptedException {
    Scrape before = scrape();
    SparkleClient guest = SparkleClient.asGuest(node);
    List<Material> materials = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      Path page = folder.resolve("fern-" + i + ".md");
      Files.writeString(page, "# Fern " + i + "\n\nFern number " + i + " likes shade.\n");
      materials.add(guest.upload(new Upload(page, "Fern " + i, null, "me")));
    }
    long told = 0;
    String broken = "";
    for (Material each : materials) {
      String state = end(guest, each.taskId());
      told += state.equals("succeeded") ? 1 : 0;
      broken = state.equals("succeeded") ? broken : each.taskId() + " is " + state;
    }
    Scrape after = scrape();
    for (int look = 0; look < 50 && risen(before, after, "task_completed_total") < TASKS; look++) {
      Pause.of(Duration.ofMillis(100));
      after = scrape();
    }
    return List.of(
        new Promise("TASK_TRACKING", "tasks told of until they succeeded", told, TASKS, broken),
        counted(before, after, "task_submitted_total"),
        counted(before, after, "task_started_total"),
        counted(before, after, "task_completed_total"));
  }

  private static Promise counted(Scrape before, Scrape after, String name) {
    return counted(name, risen(before, after, name));
  }

  /** A task that is counted twice is as wrong as one that is not counted. */
  static Promise counted(String name, double risen) {
    return new Promise(
        "TASK_TRACKING",
        "tasks counted in " + name,
        (long) Math.max(0, TASKS - Math.abs(risen - TASKS)),
        TASKS,
        risen == TASKS ? "" : "it rose by " + risen);
  }

  private static double risen(Scrape before, Scrape after, String name) {
    return after.sum(name, TYPE) - before.sum(name, TYPE);
  }

  private Scrape scrape() throws InterruptedException {
    return Scrape.of(node).orElseThrow(() -> new IllegalStateException("/metrics is silent"));
  }

  private static String end(SparkleClient guest, String task) {
    String state = "";
    for (int look = 0; look < 600; look++) {
      state = guest.call("GET", "tasks/" + task, null).path("state").asText();
      if (List.of("succeeded", "dead", "cancelled").contains(state)) {
        return state;
      }
      Pause.of(Duration.ofMillis(100));
    }
    return state;
  }
}
