package dev.sparkle.chat.control;

import dev.sparkle.chat.entity.Mode;
import dev.sparkle.llm.control.Leaning;
import dev.sparkle.llm.entity.Manner;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a question means after what was said before: which rung of the ladder of hints comes, and
 * whether it is an answer to a quiz question. Pure.
 *
 * @param manner how it is to be met
 * @param search what is looked for in the material
 */
record Lesson(Manner manner, String search) {

  /**
   * What was said, a question with its answer.
   *
   * @param mode null: it is not known
   * @param question empty if there is none
   */
  record Exchange(String question, Mode mode, String answer) {}

  /** A wish for another quiz question rather than an answer to the last one. */
  private static final Pattern QUIZ_WISH =
      Pattern.compile(
          "(?isu)^\\s*(?:(?:please|can you|could you)\\s+)?(?:quiz|test|examine|ask)\\s+me\\b.*"
              + "|.*(?:another|next|new)\\s+(?:quiz\\s+)?question\\b.*"
              + "|.*(?:考考?我|测测?我|测验|出.{0,4}题|下一题|换一?题|提问我|问我).*");

  /** What the tutor said was a question, and not that there is nothing to ask. */
  private static final Pattern ASKS = Pattern.compile("[?？]|____|\\[\\d+\\]");

  /**
   * Reads a question.
   *
   * @param before what was said on its branch, the oldest first
   */
  static Lesson of(Mode mode, String question, List<Exchange> before) {
    return switch (mode) {
      case EXPLAIN -> new Lesson(Manner.EXPLAIN, question);
      case HINT -> hint(question, before);
      case QUIZ -> quiz(question, before);
    };
  }

  private static Lesson hint(String question, List<Exchange> before) {
    int rung = 1;
    String about = question;
    for (int i = before.size() - 1; i >= 0 && before.get(i).mode() == Mode.HINT; i--) {
      String earlier = before.get(i).question();
      if (!Leaning.on(earlier, about)) {
        break;
      }
      about = earlier;
      rung++;
    }
    return new Lesson(Manner.hint(rung, about), about);
  }

  private static Lesson quiz(String question, List<Exchange> before) {
    Exchange last = before.isEmpty() ? null : before.get(before.size() - 1);
    boolean answers =
        last != null
            && last.mode() == Mode.QUIZ
            && ASKS.matcher(last.answer()).find()
            && !QUIZ_WISH.matcher(question).matches();
    return answers
        ? new Lesson(Manner.grade(last.answer()), last.answer() + "\n" + question)
        : new Lesson(Manner.QUIZ, question);
  }
}
