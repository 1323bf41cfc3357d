package dev.sparkle.cli.safety;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads labelled texts: every {@code *.jsonl} and {@code *.jsonl.gz} of a folder and below it. */
public final class CorpusReader {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A labelled text.
   *
   * @param attack true for the label {@code attack}, false for {@code benign}
   * @param family a finer kind within the category; empty if the file does not tell
   */
  public record Row(
      String text, boolean attack, String category, String lang, String source, String family) {}

  /**
   * The rows in the order of file names and lines; those with other labels are of other layers and
   * are left out.
   *
   * @throws Trouble with file and line if one is not such a row; exit code 2
   */
  public List<Row> read(Path folder) {
    List<Row> rows = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(CorpusReader::isCorpus).sorted().toList()) {
        readFile(file, rows);
      }
    } catch (IOException e) {
      throw new Trouble(
          ExitCode.USAGE, folder + " cannot be read.", "Name a folder with *.jsonl files.", e);
    }
    return rows;
  }

  private static boolean isCorpus(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file) && (name.endsWith(".jsonl") || name.endsWith(".jsonl.gz"));
  }

  private static void readFile(Path file, List<Row> rows) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          readRow(line, file + ", line " + number, rows);
        }
      }
    }
  }

  private static void readRow(String line, String place, List<Row> rows) {
    JsonNode row;
    try {
      row = JSON.readTree(line);
    } catch (IOException e) {
      throw new Trouble(ExitCode.USAGE, place + " is not JSON.", "Correct or remove it.", e);
    }
    String label = field(row, "label", place);
    if (label.equals("attack") || label.equals("benign")) {
      rows.add(
          new Row(
              field(row, "text", place),
              label.equals("attack"),
              field(row, "category", place),
              field(row, "lang", place),
              field(row, "source", place),
              row.path("family").asText("")));
    } else if (!label.equals("sensitive") && !label.equals("clean")) {
      throw new Trouble(
          ExitCode.USAGE,
          place + " has the unknown label " + label + ".",
          "Labels are attack and benign, or sensitive and clean for what goes out.");
    }
  }

  private static String field(JsonNode row, String name, String place) {
    JsonNode value = row.path(name);
    if (!value.isTextual()) {
      throw new Trouble(
          ExitCode.USAGE, place + " has no " + name + ".", "Add it; it must be a string.");
    }
    return value.textValue();
  }
}
