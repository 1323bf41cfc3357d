package dev.sparkle.cli.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A queue in one line. */
final class QueueLine {

  /** Where the server stops counting. */
  private static final long COUNTED = 10_000;

  private QueueLine() {}

  static String of(JsonNode queue) {
    List<String> counts = new ArrayList<>();
    counts.add(count(queue, "queued", "waiting"));
    counts.add(count(queue, "running", "running"));
    for (String further : List.of("retrying", "scheduled", "dead")) {
      if (queue.path(further).asLong() > 0) {
        counts.add(count(queue, further, further));
      }
    }
    return String.format(
        "%-11s %-9s %-13s %s",
        queue.path("name").asText(),
        queue.path("paused").asBoolean() ? "PAUSED" : "active",
        queue.path("concurrency").asInt() + " at a time",
        String.join(", ", counts));
  }

  private static String count(JsonNode queue, String field, String word) {
    long count = queue.path(field).asLong();
    return String.format(Locale.ROOT, "%,d%s %s", count, count >= COUNTED ? " or more" : "", word);
  }
}
