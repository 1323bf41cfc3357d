package dev.sparkle.cli.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** A worker in one line. */
final class WorkerLine {

  private WorkerLine() {}

  static String of(JsonNode worker, Instant now) {
    String state = worker.path("state").asText();
    boolean up = state.equals("up");
    return String.format(
            "%-11s %-9s %-13s %s",
            worker.path("node").asText(),
            state.equals("silent") ? "SILENT" : state,
            up
                ? TaskLine.since(worker, "since", now)
                : TaskLine.since(worker, state.equals("ended") ? "endedAt" : "leaseUntil", now)
                    + " ago",
            switch (state) {
              case "up" -> worker.path("running").asLong() + " running";
              case "silent" -> "its tasks are being taken over";
              default -> "";
            })
        .stripTrailing();
  }
}
