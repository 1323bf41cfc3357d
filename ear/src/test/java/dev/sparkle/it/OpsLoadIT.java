package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import dev.sparkle.cli.client.OperatorToken;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.it.OpsConsole.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The console with 100,000 tasks in the tables: each answer and each place within a second. Says
 * what it measured.
 */
@Tag("long")
class OpsLoadIT {

  private static final long LIMIT_MS = 1000;
  private static final String QUEUE = "ops-load";

  private final LibertyNode node = Lab.node();
  private final Map<String, Long> measured = new TreeMap<>();

  @Test
  void answersWithinASecondBesideAHundredThousandTasks() {
    try (PlantedHours hours = new PlantedHours(QUEUE, 20_000, 90_000)) {
      new Sql(Lab.database())
          .run(
              """
              insert into task (id, type, queue, lane, state, run_at, max_attempts, payload)
              select gen_random_uuid(), 'load', '%s', 1, 'scheduled', now() + interval '1 hour', 5,
                '{}' from generate_series(1, 10000)
              """,
              hours.queue());
      interfaces();
      places();
    } finally {
      new Sql(Lab.database()).run("delete from task where queue = '%s'", QUEUE);
      System.out.println("ms, the slowest of three: " + measured);
    }
    List<String> slow = new ArrayList<>();
    measured.forEach(
        (what, millis) -> {
          if (millis >= LIMIT_MS) {
            slow.add(what + ": " + millis);
          }
        });
    assertEquals(List.of(), slow);
  }

  private void interfaces() {
    String bearer = "Bearer " + OperatorToken.lookup().mint(Lab.keys()).orElseThrow();
    // whoever first reads a hundred thousand rows that were just written marks them as committed
    Http.get(node, "/api/v1/admin/overview?range=day", "Authorization", bearer);
    for (String path :
        List.of(
            "overview",
            "overview?range=week",
            "queues",
            "nodes",
            "tasks/types",
            "tasks?limit=50",
            "tasks?state=dead",
            "tasks?state=dead&error=refused",
            "tasks?state=dead&error=nothing-of-this-kind",
            "tasks?type=nothing-of-this-kind",
            "tasks?state=scheduled,queued",
            "safety/counts",
            "audit?q=nothing-of-this-kind")) {
      for (int i = 0; i < 3; i++) {
        long start = System.nanoTime();
        assertEquals(
            200, Http.get(node, "/api/v1/admin/" + path, "Authorization", bearer).status());
        note(path, start);
      }
    }
  }

  private void places() {
    try (Browser browser = new Browser()) {
      Page page = browser.desk();
      OpsConsole console =
          new OpsConsole(page, node).open("#/settings").signIn(Person.with(node, "operator"));
      page.locator("#page header .live").waitFor();
      for (int i = 0; i < 3; i++) {
        for (String place : List.of("tasks", "queues", "safety", "audit", "nodes", "overview")) {
          long start = System.nanoTime();
          console.at("#/" + (place.equals("overview") ? "" : place));
          note("#/" + place, start);
        }
      }
    }
  }

  private void note(String what, long start) {
    measured.merge(what, Duration.ofNanos(System.nanoTime() - start).toMillis(), Math::max);
  }
}
