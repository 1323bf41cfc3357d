package dev.sparkle.cli.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sparkle.cli.services.ExitCode;
import java.io.PrintWriter;
import java.util.List;

/**
 * What a check found.
 *
 * @param check its name
 * @param at ISO 8601
 */
record CheckReport(String check, String at, List<Finding> figures) {

  @JsonProperty
  boolean ok() {
    return figures.stream().allMatch(each -> !Boolean.FALSE.equals(each.ok()));
  }

  int exitCode() {
    return ok() ? ExitCode.OK : ExitCode.DEGRADED;
  }

  void print(PrintWriter out, boolean json) {
    if (json) {
      try {
        out.println(
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
      out.flush();
      return;
    }
    for (Finding each : figures) {
      String mark = each.ok() == null ? "·" : each.ok() ? "✓" : "✗";
      out.printf("  %s %-44s %s%n", mark, each.name(), each.words());
    }
    List<String> todo =
        figures.stream().map(Finding::todo).filter(words -> !words.isEmpty()).distinct().toList();
    if (!todo.isEmpty()) {
      out.println();
      out.println("What to do:");
      todo.forEach(words -> out.println("  " + words));
    }
    out.println();
    out.println(ok() ? "All is well." : "Not all is well.");
    out.flush();
  }
}
