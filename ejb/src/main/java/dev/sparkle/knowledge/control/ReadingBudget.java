package dev.sparkle.knowledge.control;

import java.time.Clock;
import java.time.Instant;

/** Counts what reading one document has cost so far, and stops it when that is too much. */
final class ReadingBudget {

  private final ReadingLimits limits;
  private final Clock clock;
  private final Instant deadline;
  private long characters;

  ReadingBudget(ReadingLimits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
    this.deadline = clock.instant().plus(limits.time());
  }

  ReadingLimits limits() {
    return limits;
  }

  /**
   * Takes note of so many characters of text.
   *
   * @throws ReadingStopped if the document holds too much
   */
  void spend(int more) {
    characters += more;
    if (characters > limits.maxCharacters()) {
      throw new ReadingStopped(Unreadables.tooMuchText(limits.maxCharacters()));
    }
  }

  /**
   * Asks whether to go on.
   *
   * @throws ReadingStopped if the time is over
   */
  void checkTime() {
    if (clock.instant().isAfter(deadline)) {
      throw new ReadingStopped(Unreadables.tooSlow());
    }
  }
}
