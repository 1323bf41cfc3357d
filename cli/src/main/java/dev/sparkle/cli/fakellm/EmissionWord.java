package dev.sparkle.cli.fakellm;

import java.time.Instant;
import java.util.function.LongConsumer;

/**
 * A word that tells when it was said, so that whoever hears it can tell how long it was on its way:
 * {@code zq} and five letters that count tenths of a millisecond, from 0 again after {@value
 * #TURN_TICKS} of them (about 20 minutes). Letters, because the safety layers would take digits for
 * a telephone number. Speaker and hearer need the same clock: one machine.
 */
public final class EmissionWord {

  /** Microseconds of one tick. */
  public static final long TICK_MICROS = 100;

  private static final String MARK = "zq";
  private static final int LETTERS = 5;
  private static final int BASE = 26;
  private static final long TURN_TICKS = 11_881_376;

  private EmissionWord() {}

  /** The word for a moment. */
  public static String at(Instant moment) {
    long ticks = ticks(moment);
    char[] letters = new char[LETTERS];
    for (int place = LETTERS - 1; place >= 0; place--) {
      letters[place] = (char) ('a' + ticks % BASE);
      ticks /= BASE;
    }
    return MARK + new String(letters);
  }

  /**
   * Tells the age of each such word in a text, in microseconds, to the tick.
   *
   * @param now when the text was heard; less than a turn after it was said
   */
  public static void ages(String text, Instant now, LongConsumer age) {
    int length = MARK.length() + LETTERS;
    int at = text.indexOf(MARK);
    while (at >= 0 && at + length <= text.length()) {
      long said = ticks(text, at + MARK.length());
      if (said >= 0) {
        age.accept(Math.floorMod(ticks(now) - said, TURN_TICKS) * TICK_MICROS);
      }
      at = text.indexOf(MARK, at + MARK.length());
    }
  }

  private static long ticks(Instant moment) {
    long micros = moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1_000;
    return micros / TICK_MICROS % TURN_TICKS;
  }

  /** Negative if these are no five letters. */
  private static long ticks(String text, int from) {
    long ticks = 0;
    for (int place = 0; place < LETTERS; place++) {
      int letter = text.charAt(from + place) - 'a';
      if (letter < 0 || letter >= BASE) {
        return -1;
      }
      ticks = ticks * BASE + letter;
    }
    return ticks;
  }
}
