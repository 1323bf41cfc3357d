package dev.sparkle.safety.control.output;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.safety.entity.SensitiveSpan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Prints the figures of docs/safety-output.md; needs the folder of the corpora. */
@EnabledIfSystemProperty(named = "sparkle.corpora", matches = ".+")
class SensitiveCorpusTest {

  private static final Path CORPORA = Path.of(System.getProperty("sparkle.corpora", "."));

  @Test
  void findsDeclaredFormatsAndFewOthers() throws IOException {
    Map<String, int[]> table = new TreeMap<>();
    int clean = 0;
    int alarms = 0;
    for (JsonNode row : rows("pii.jsonl.gz")) {
      String text = row.get("text").asText();
      List<SensitiveSpan> found = SensitiveScanner.shipped().scan(text);
      if (row.get("label").asText().equals("clean")) {
        count(table, "clean " + row.get("category").asText() + " " + lang(row), !found.isEmpty());
        clean++;
        alarms += found.isEmpty() ? 0 : 1;
        report("FALSE ALARM", text, found, !found.isEmpty());
      } else {
        for (JsonNode span : row.get("spans")) {
          boolean hit = found.stream().anyMatch(one -> fits(one, span));
          count(table, "span " + span.get(2).asText() + " " + lang(row), hit);
          report("MISS " + span, text, found, !hit);
        }
      }
    }
    table.forEach((name, n) -> System.out.printf("%-40s %5d of %5d%n", name, n[1], n[0]));
    System.out.printf("false alarms: %d of %d%n", alarms, clean);
    assertTrue(alarms <= clean * 0.02, alarms + " false alarms of " + clean);
  }

  /** The same kind of thing, and not a character of it left. */
  static boolean fits(SensitiveSpan found, JsonNode span) {
    String type = span.get(2).asText();
    boolean secret = type.equals("secret");
    boolean kind = secret || found.kind().code().equals(type);
    boolean covers = found.start() <= span.get(0).asInt() && found.end() >= span.get(1).asInt();
    boolean overlaps = found.start() < span.get(1).asInt() && found.end() > span.get(0).asInt();
    return kind && (covers || secret && overlaps);
  }

  @Test
  void printsWhatItFindsInOrdinaryTexts() throws IOException {
    Map<String, int[]> table = new TreeMap<>();
    for (JsonNode row : rows("benign.jsonl.gz")) {
      String text = row.get("text").asText();
      List<SensitiveSpan> found = SensitiveScanner.shipped().scan(text);
      count(table, row.get("category").asText() + " " + lang(row), !found.isEmpty());
      report("FOUND", text, found, !found.isEmpty());
    }
    table.forEach((name, n) -> System.out.printf("%-40s %5d of %5d%n", name, n[1], n[0]));
    assertTrue(table.size() > 1);
  }

  @Test
  void stopsAndNeutralisesFewOrdinaryTexts() throws IOException {
    Map<String, int[]> table = new TreeMap<>();
    int stopped = 0;
    for (JsonNode row : rows("benign.jsonl.gz")) {
      String text = row.get("text").asText();
      OutputFilterTest.Result result =
          OutputFilterTest.run(OutputFilterTest.filter(), List.of(text));
      stopped += result.stop() == null ? 0 : 1;
      count(table, "stopped " + row.get("category").asText(), result.stop() != null);
      boolean markup = result.redactions().stream().anyMatch(r -> r.kind().equals("unsafe_markup"));
      count(table, "markup " + row.get("category").asText(), markup);
      report("STOPPED " + result.stop(), text, List.of(), result.stop() != null);
      report("MARKUP " + result.text(), text, List.of(), markup);
    }
    table.forEach((name, n) -> System.out.printf("%-40s %5d of %5d%n", name, n[1], n[0]));
    assertTrue(stopped < 20, stopped + " stopped");
  }

  private static void report(String what, String text, List<SensitiveSpan> found, boolean wanted) {
    if (wanted && Boolean.getBoolean("sparkle.corpora.each")) {
      System.out.println(
          what + ": " + text.replace('\n', '⏎').substring(0, Math.min(300, text.length())));
      found.forEach(
          one ->
              System.out.println(
                  "    " + one.kind() + ": " + text.substring(one.start(), one.end())));
    }
  }

  private static void count(Map<String, int[]> table, String name, boolean hit) {
    int[] n = table.computeIfAbsent(name, unused -> new int[2]);
    n[0]++;
    n[1] += hit ? 1 : 0;
  }

  private static String lang(JsonNode row) {
    return row.get("lang").asText();
  }

  private static List<JsonNode> rows(String name) throws IOException {
    ObjectMapper json = new ObjectMapper();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(CORPORA.resolve(name))),
                StandardCharsets.UTF_8))) {
      List<JsonNode> rows = new java.util.ArrayList<>();
      for (String line; (line = lines.readLine()) != null; ) {
        rows.add(json.readTree(line));
      }
      return rows;
    }
  }
}
