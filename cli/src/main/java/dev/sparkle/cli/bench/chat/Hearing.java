package dev.sparkle.cli.bench.chat;

import dev.sparkle.cli.fakellm.EmissionWord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How late the words of one answer are. Layer 4 keeps the last word until it knows that it is
 * whole, which the next token tells; so a word has two ages: since it was said, and since the token
 * came that let it go. The second is what the node adds by its own doing.
 */
final class Hearing {

  private final Tally tally;
  private final long neighboursMicros;
  private boolean waiting;
  private long heardAt;
  private long age;

  /**
   * @param neighboursMicros words said within this time stand side by side; others tell nothing of
   *     each other
   */
  Hearing(Tally tally, long neighboursMicros) {
    this.tally = tally;
    this.neighboursMicros = neighboursMicros;
  }

  /** Another answer begins. */
  void begin() {
    waiting = false;
  }

  /** Takes a frame with words, some of which tell their time. */
  void words(String frame, Instant now) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, now);
    EmissionWord.ages(frame, now, each -> word(micros, each));
  }

  private void word(long now, long itsAge) {
    tally.heard.add(itsAge);
    long saidAfter = now - itsAge - (heardAt - age);
    if (waiting && saidAfter < neighboursMicros) {
      long sinceNextToken = heardAt - (now - itsAge);
      // a word that came before the next token was said had not waited for it
      tally.added.add(sinceNextToken < -EmissionWord.TICK_MICROS ? age : sinceNextToken);
    }
    waiting = true;
    heardAt = now;
    age = itsAge;
  }
}
