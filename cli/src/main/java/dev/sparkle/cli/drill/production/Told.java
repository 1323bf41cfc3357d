package dev.sparkle.cli.drill.production;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sparkle.cli.drill.DrillJson;

/**
 * What a command told.
 *
 * @param out its standard output
 * @param err its standard error
 */
record Told(int exit, String out, String err) {

  /** Its output, if that is JSON; else a missing node. */
  JsonNode json() {
    int begin = out.indexOf('{');
    try {
      return begin < 0
          ? MissingNode.getInstance()
          : DrillJson.MAPPER.readTree(out.substring(begin));
    } catch (JsonProcessingException noJson) {
      return MissingNode.getInstance();
    }
  }

  /** Its end in a few words: the exit code, and, unless that is 0, the last that it said. */
  String ending() {
    String last =
        (out + "\n" + err)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .reduce((a, b) -> b)
            .orElse("no word");
    return exit == 0 ? "exit code 0" : "exit code " + exit + ": " + last;
  }
}
