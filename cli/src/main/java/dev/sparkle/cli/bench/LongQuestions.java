package dev.sparkle.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Questions of a wanted length, put together from the English ones to the sample course. */
public final class LongQuestions {

  private LongQuestions() {}

  /**
   * @param root the checkout
   * @param characters length of each, the last word left whole
   * @return as many as there are short ones, no two alike
   */
  public static List<String> of(Path root, int characters) throws IOException {
    List<String> shorts =
        Evaluation.load(root.resolve("cli/src/main/resources/sample-course")).questions().stream()
            .filter(row -> row.lang().equals("en"))
            .map(Evaluation.Row::question)
            .toList();
    List<String> questions = new ArrayList<>();
    for (int first = 0; first < shorts.size(); first++) {
      StringBuilder text = new StringBuilder();
      for (int next = first; text.length() < characters; next++) {
        text.append(text.isEmpty() ? "" : " ").append(shorts.get(next % shorts.size()));
      }
      int end = text.lastIndexOf(" ", characters);
      questions.add(end > 0 ? text.substring(0, end) : text.toString());
    }
    return questions;
  }
}
