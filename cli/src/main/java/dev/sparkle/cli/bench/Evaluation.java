package dev.sparkle.cli.bench;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A course with questions whose right sections are known.
 *
 * @param directory where the files are
 */
record Evaluation(Path directory, Course course, List<Row> questions) {

  /** What {@code course.json} says. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Course(String title, List<CourseFile> files) {}

  /** One file of the course. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record CourseFile(String file, String title, String lang) {}

  /**
   * One line of {@code evaluation.jsonl}.
   *
   * @param file null if the course has no answer
   * @param alternatives other places with an answer, as {@code file#section}
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Row(
      String id,
      String lang,
      String question,
      String file,
      String section,
      String kind,
      List<String> alternatives) {

    boolean isAnswerable() {
      return file != null;
    }

    /** Every right place, as {@code file#section}. */
    Set<String> places() {
      Set<String> places = new HashSet<>(alternatives == null ? List.of() : alternatives);
      places.add(file + "#" + section);
      return places;
    }
  }

  static Evaluation load(Path directory) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Course course =
        json.readValue(Files.readString(directory.resolve("course.json")), Course.class);
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve("evaluation.jsonl"))) {
      if (!line.isBlank()) {
        rows.add(json.readValue(line, Row.class));
      }
    }
    return new Evaluation(directory, course, rows);
  }
}
