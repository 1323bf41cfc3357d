package dev.sparkle.llm.entity;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer that may be given again to whom it was given.
 *
 * @param question as it was asked
 * @param text with reference marks such as {@code [2]} into {@code passages}, from 1
 * @param passages the chunks of the prompt, in the order of their numbers
 */
public record KeptAnswer(String question, String text, List<UUID> passages) {

  private static final Pattern MARK = Pattern.compile("\\[(\\d{1,3})]");

  /** Marks of another make, which could not be numbered anew: {@code [1, 2]}, {@code [1-3]}. */
  private static final Pattern OTHER_MARK = Pattern.compile("[\\[【]\\s*\\d+(?!\\d|])");

  public KeptAnswer {
    Objects.requireNonNull(question, "question");
    Objects.requireNonNull(text, "text");
    passages = List.copyOf(passages);
  }

  /** Whether it rests on its passages, by marks that can all be read. */
  public boolean isGrounded() {
    return MARK.matcher(text).find()
        && !OTHER_MARK.matcher(text).find()
        && numbered(passages).isPresent();
  }

  /**
   * The text with its marks as numbers into other passages.
   *
   * @param others chunks, in the order of their numbers
   * @return empty if it refers to one that is not among them
   */
  public Optional<String> numbered(List<UUID> others) {
    StringBuilder renumbered = new StringBuilder();
    Matcher mark = MARK.matcher(text);
    while (mark.find()) {
      int ref = Integer.parseInt(mark.group(1));
      int place = ref < 1 || ref > passages.size() ? -1 : others.indexOf(passages.get(ref - 1));
      if (place < 0) {
        return Optional.empty();
      }
      mark.appendReplacement(renumbered, "[" + (place + 1) + "]");
    }
    return Optional.of(mark.appendTail(renumbered).toString());
  }
}
