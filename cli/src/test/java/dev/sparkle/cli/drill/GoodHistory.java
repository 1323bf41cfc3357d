package dev.sparkle.cli.drill;

import dev.sparkle.cli.drill.Happening.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A history as it should be. Of four tasks the first is acknowledged, the second has no answer and
 * is there, the third has no answer and is not, the fourth was tried several times; and so on.
 */
final class GoodHistory {

  private final List<Happening> all = new ArrayList<>();

  private GoodHistory() {}

  static List<Happening> of(int tasks, int answers) {
    GoodHistory history = new GoodHistory();
    for (int number = 0; number < tasks; number++) {
      history.task(number);
    }
    for (int number = 0; number < answers; number++) {
      history.answer(number);
    }
    return history.all;
  }

  private void task(int number) {
    String key = "c-" + number;
    String task = "t-" + number;
    add(Kind.SUBMITTED, key, "");
    if (number % 4 == 1 || number % 4 == 2) {
      add(Kind.UNANSWERED, key, "503");
    } else {
      add(Kind.ACKNOWLEDGED, key, task);
    }
    if (number % 4 == 2) {
      return;
    }
    add(Kind.NAMED, task, key);
    add(Kind.EFFECT, task, number % 4 == 3 ? "2" : "1");
    add(Kind.ENDED, task, "succeeded");
    add(Kind.TOLD, task, "succeeded");
  }

  private void answer(int number) {
    String question = "q-" + number;
    String answer = "a-" + number;
    add(Kind.ASKED, question, "");
    if (number % 3 == 2) {
      return; // nobody took it
    }
    add(Kind.ACCEPTED, question, answer);
    add(Kind.WORDS, answer, "");
    add(Kind.ANSWERED, answer, number % 3 == 0 ? "done" : "failed");
  }

  private void add(Kind kind, String subject, String about) {
    all.add(new Happening(Instant.EPOCH.plusMillis(all.size()), kind, subject, about));
  }
}
