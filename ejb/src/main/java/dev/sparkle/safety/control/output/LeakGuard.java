package dev.sparkle.safety.control.output;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What of the prompt must not come out in an answer: its random words, and its instructions, word
 * for word, reworded, translated into Chinese, in pieces or encoded. Immutable; one may serve many
 * answers.
 *
 * <p><b>Limitations.</b> What a model tells of its instructions in its own words, an idea at a time
 * and far apart, in a language other than English and Chinese, or in a cipher of its own, is not
 * found. A few words leave before a run of words is long enough to be one.
 */
public final class LeakGuard {

  private static final LeakGuard NONE = LeakGuard.of("", List.of(), List.of());

  private final Shingles prompt;
  private final LetterGuard.Stretches letters;
  private final List<String> canaries;

  private LeakGuard(Shingles prompt, LetterGuard.Stretches letters, Collection<String> canaries) {
    this.prompt = prompt;
    this.letters = letters;
    this.canaries = List.copyOf(canaries);
  }

  /** Nothing to protect. */
  public static LeakGuard none() {
    return NONE;
  }

  /**
   * Protects a prompt.
   *
   * @param instructions the system's message, as the model reads it
   * @param canaries random words that stand in it, each of 12 characters or more; e.g. the canary
   *     and the fence's id
   * @param known what may be quoted though it says the same: the question, earlier turns, material
   */
  public static LeakGuard of(
      String instructions, Collection<String> canaries, Collection<String> known) {
    canaries.forEach(LeakGuard::check);
    return new LeakGuard(
        new Shingles(instructions, known),
        new LetterGuard.Stretches(instructions, known),
        canaries);
  }

  private static void check(String canary) {
    if (canary.replaceAll("[^A-Za-z0-9]", "").length() < 12) {
      throw new IllegalArgumentException(
          "a canary has 12 letters and digits or more, since shorter words occur by chance");
    }
  }

  /** A guard for one answer. */
  Guard watch(OutputPolicy policy) {
    boolean canary = policy.action(OutputPolicy.CANARY) == OutputAction.STOP;
    boolean leak = policy.action(OutputPolicy.PROMPT_LEAK) == OutputAction.STOP;
    boolean words = leak && prompt.total() > 0;
    List<Guard> guards = new ArrayList<>();
    if (canary && !canaries.isEmpty()) {
      guards.add(new CanaryGuard(canaries));
    }
    if (words) {
      guards.add(new PromptGuard(prompt));
      guards.add(new PhraseGuard());
      guards.add(new LetterGuard(letters, false));
      guards.add(new LetterGuard(letters, true));
    }
    if (!guards.isEmpty()) {
      guards.add(new CodeGuard(() -> watchCode(canary, words)));
    }
    return new Guards(guards);
  }

  private Guard watchCode(boolean canary, boolean words) {
    return new Guards(
        List.of(
            canary && !canaries.isEmpty() ? new CanaryGuard(canaries) : Guards.NOBODY,
            words ? new LetterGuard(letters, false) : Guards.NOBODY));
  }
}
