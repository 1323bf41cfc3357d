package dev.sparkle.cli.safety;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.safety.CorpusRow.Label;
import dev.sparkle.cli.safety.CorpusRow.Span;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Reads folders of {@code *.jsonl} and {@code *.jsonl.gz}, one row a line. What is wrong with a row
 * is told with its file and line, as {@link Trouble} with {@link ExitCode#USAGE}.
 */
public final class Corpus {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Corpus() {}

  /**
   * All rows of the files, in the order of the files' names.
   *
   * @param places files, or folders that are searched with all below them
   */
  public static List<CorpusRow> read(List<Path> places) {
    List<CorpusRow> rows = new ArrayList<>();
    for (Path place : places) {
      for (Path file : files(place)) {
        readInto(rows, file);
      }
    }
    if (rows.isEmpty()) {
      throw new Trouble(
          ExitCode.USAGE,
          "the files in " + places.get(0) + " have no rows.",
          "Each line holds one row, e.g. "
              + "{\"text\":\"…\",\"label\":\"benign\",\"category\":\"ordinary\",\"lang\":\"en\"}.");
    }
    return rows;
  }

  private static List<Path> files(Path place) {
    if (Files.isRegularFile(place)) {
      return List.of(place);
    }
    if (!Files.isDirectory(place)) {
      throw new Trouble(
          ExitCode.USAGE, "there is no folder " + place + ".", "Name the folder of a corpus.");
    }
    List<Path> files;
    try (Stream<Path> tree = Files.walk(place)) {
      files =
          tree.filter(Files::isRegularFile)
              .filter(f -> f.toString().endsWith(".jsonl") || f.toString().endsWith(".jsonl.gz"))
              .sorted()
              .toList();
    } catch (IOException e) {
      throw Trouble.withFile("cannot read the folder " + place, e);
    }
    if (files.isEmpty()) {
      throw new Trouble(
          ExitCode.USAGE,
          "there are no *.jsonl or *.jsonl.gz files in " + place + ".",
          "Name the folder of a corpus; folders below it are read too.");
    }
    return files;
  }

  private static void readInto(List<CorpusRow> rows, Path file) {
    int line = 0;
    try (InputStream bytes = open(file);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()))) {
      for (String json = reader.readLine(); json != null; json = reader.readLine()) {
        line++;
        String row = line == 1 && json.startsWith("\uFEFF") ? json.substring(1) : json;
        if (!row.isBlank()) {
          rows.add(row(row));
        }
      }
    } catch (JsonProcessingException e) {
      throw bad(file, line, "this is no JSON: " + firstLine(e.getOriginalMessage()), e);
    } catch (BadRow e) {
      throw bad(file, line, e.getMessage(), e);
    } catch (CharacterCodingException e) {
      throw bad(file, line + 1, "this is no UTF-8", e);
    } catch (IOException e) {
      throw bad(file, line + 1, "cannot be read: " + e.getMessage(), e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    if (!file.toString().endsWith(".gz")) {
      return bytes;
    }
    try {
      return new GZIPInputStream(bytes, 1 << 16);
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private static CorpusRow row(String json) throws JsonProcessingException, BadRow {
    JsonNode row = JSON.readTree(json);
    if (!row.isObject()) {
      throw new BadRow("a row is a JSON object");
    }
    return new CorpusRow(
        words(row, "text"),
        label(words(row, "label")),
        words(row, "category"),
        words(row, "lang"),
        row.path("source").asText("?"),
        types(row.path("types")),
        spans(row.path("spans")));
  }

  private static String words(JsonNode row, String field) throws BadRow {
    JsonNode value = row.path(field);
    if (!value.isTextual()) {
      throw new BadRow(
          value.isMissingNode()
              ? "\"" + field + "\" is missing"
              : "\"" + field + "\" is no string but " + shortened(value.toString()));
    }
    return value.asText();
  }

  private static Label label(String code) throws BadRow {
    for (Label label : Label.values()) {
      if (label.code().equals(code)) {
        return label;
      }
    }
    throw new BadRow(
        "\"label\" is " + shortened(code) + ", not attack, benign, sensitive or clean");
  }

  private static List<String> types(JsonNode list) throws BadRow {
    List<String> types = new ArrayList<>();
    if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
      throw new BadRow("\"types\" is no list");
    }
    list.forEach(type -> types.add(type.asText().toLowerCase(Locale.ROOT)));
    return types;
  }

  private static List<Span> spans(JsonNode list) throws BadRow {
    List<Span> spans = new ArrayList<>();
    if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
      throw new BadRow("\"spans\" is no list");
    }
    for (JsonNode span : list) {
      boolean whole = span.isArray() && span.size() == 3;
      if (!whole || !span.get(0).isInt() || !span.get(1).isInt() || !span.get(2).isTextual()) {
        throw new BadRow("a span is [start, end, \"type\"], not " + shortened(span.toString()));
      }
      spans.add(
          new Span(
              span.get(0).intValue(),
              span.get(1).intValue(),
              span.get(2).asText().toLowerCase(Locale.ROOT)));
    }
    return spans;
  }

  private static Trouble bad(Path file, int line, String what, Exception cause) {
    return new Trouble(
        ExitCode.USAGE,
        file + ", line " + line + ": " + what + ".",
        "Correct or remove the line. A row has text, label, category and lang, e.g. "
            + "{\"text\":\"…\",\"label\":\"benign\",\"category\":\"ordinary\",\"lang\":\"en\"}.",
        cause);
  }

  private static String shortened(String words) {
    return words.length() <= 40 ? words : words.substring(0, 40) + "…";
  }

  private static String firstLine(String words) {
    return words.lines().findFirst().orElse("?");
  }

  private static final class BadRow extends Exception {
    private static final long serialVersionUID = 1L;

    BadRow(String what) {
      super(what);
    }
  }
}
