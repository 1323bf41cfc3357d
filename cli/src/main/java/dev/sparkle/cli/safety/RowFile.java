package dev.sparkle.cli.safety;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.safety.Judged.Evidences;
import dev.sparkle.cli.services.Trouble;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What was found of each row, one JSON object a line, in the order of the rows; without the text,
 * which may be nobody's to copy.
 */
final class RowFile {

  private RowFile() {}

  static void write(Path file, List<Judged> rows) {
    ObjectMapper mapper = new ObjectMapper();
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (Judged judged : rows) {
        out.write(mapper.writeValueAsString(json(judged)));
        out.newLine();
      }
    } catch (IOException e) {
      throw Trouble.withFile("cannot write " + file, e);
    }
  }

  private static ObjectNode json(Judged judged) {
    CorpusRow row = judged.row();
    Evidences evidence = judged.evidence();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("label", row.label().code())
            .put("category", row.category())
            .put("lang", row.lang())
            .put("source", row.source())
            .put("characters", row.text().length())
            .put("score", evidence.score())
            .put("ruleWeight", evidence.ruleWeight())
            .put("ngram", evidence.ngram())
            .put("neural", evidence.neural())
            .put("ms", judged.nanos() / 1e6)
            .put("cheapMs", judged.cheapNanos() / 1e6);
    evidence.rules().forEach(json.putArray("rules")::add);
    ObjectNode methods = json.putObject("methods");
    judged.flagged().forEach((method, yes) -> methods.put(method.code(), yes));
    return json;
  }
}
