package dev.sparkle.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** A change of live settings in words. */
final class ChangeText {

  private ChangeText() {}

  static void print(PrintWriter out, JsonNode change) {
    String reverts = change.path("reverts").asText("");
    out.println(
        "%4s  %s  by %s%s"
            .formatted(
                change.path("change").asText(),
                change.path("changedAt").asText(),
                change.path("changedBy").asText(),
                reverts.isEmpty() ? "" : "  takes back " + reverts));
    change
        .path("items")
        .forEach(
            item ->
                out.println(
                    "      %s  %s → %s"
                        .formatted(
                            item.path("name").asText(),
                            word(item.path("before")),
                            word(item.path("value")))));
  }

  private static String word(JsonNode value) {
    return value.isTextual()
        ? value.asText().isEmpty() ? "(empty)" : value.asText()
        : "(as configured)";
  }
}
