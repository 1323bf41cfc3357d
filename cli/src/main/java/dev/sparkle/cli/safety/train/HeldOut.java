package dev.sparkle.cli.safety.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.safety.CorpusReader.Row;
import dev.sparkle.safety.control.input.EncoderClassifier;
import dev.sparkle.safety.control.input.EncoderDelta.Calibration;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Rows that training has not seen, judged by the network as it runs later. */
record HeldOut(List<Judged> rows) {

  /** A row and what the network says of it, before calibration. */
  record Judged(Row row, double manipulation, double harm) {}

  static HeldOut judge(List<Row> rows, EncoderClassifier classifier) {
    return new HeldOut(
        rows.parallelStream()
            .map(
                row -> {
                  float[] logits = classifier.logits(row.text());
                  return new Judged(row, logits[0], logits[1]);
                })
            .toList());
  }

  /** The threshold for attacks on the model that these rows give. */
  Calibration manipulation() {
    return new Calibration(1, thresholds(Judged::manipulation).manipulation());
  }

  /** Likewise for requests for harm. */
  Calibration harm() {
    return new Calibration(1, thresholds(Judged::harm).harm());
  }

  private Thresholds thresholds(ToDoubleFunction<Judged> score) {
    Thresholds thresholds = new Thresholds();
    rows.stream()
        .filter(judged -> !judged.row.attack())
        .forEach(judged -> thresholds.add(judged.row.category(), score.applyAsDouble(judged)));
    return thresholds;
  }

  /** Share of the rows from the threshold on, 0 to 1. */
  static double flagged(List<Judged> rows, double threshold, boolean harm) {
    return rows.stream().filter(j -> (harm ? j.harm : j.manipulation) >= threshold).count()
        / (double) rows.size();
  }

  /** One JSON object for each row, with the logits: what {@link ThresholdsCommand} reads. */
  void write(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (Judged judged : rows) {
        Row row = judged.row;
        ObjectNode line = json.createObjectNode();
        line.put("text", row.text());
        line.put("label", row.attack() ? "attack" : "benign");
        line.put("category", row.category());
        line.put("lang", row.lang());
        line.put("source", row.source());
        if (!row.family().isEmpty()) {
          line.put("family", row.family());
        }
        line.put("manipulation", judged.manipulation);
        line.put("harm", judged.harm);
        out.write(json.writeValueAsString(line));
        out.newLine();
      }
    }
  }

  /** Milliseconds that the median and the slowest of a hundred texts take, one after the other. */
  static double[] milliseconds(List<Row> rows, EncoderClassifier classifier) {
    double[] each =
        rows.stream()
            .mapToDouble(
                row -> {
                  long start = System.nanoTime();
                  classifier.logits(row.text());
                  return (System.nanoTime() - start) / 1e6;
                })
            .sorted()
            .toArray();
    return Arrays.copyOf(new double[] {each[each.length / 2], each[(int) (each.length * 0.99)]}, 2);
  }
}
