package dev.sparkle.knowledge.control;

import dev.sparkle.platform.control.Settings;
import java.time.Duration;

/**
 * What reading one document may cost.
 *
 * @param maxBytes size of the file
 * @param maxCharacters size of its text, after it was unpacked
 * @param maxPages pages of a PDF
 * @param time how long reading may take
 */
public record ReadingLimits(long maxBytes, int maxCharacters, int maxPages, Duration time) {

  /**
   * A 5,000 page PDF takes about a minute on a slow core; twice that is a document made to hurt.
   */
  static final Duration DEFAULT_TIME = Duration.ofMinutes(2);

  public ReadingLimits {
    if (maxBytes < 1 || maxCharacters < 1 || maxPages < 1 || time.isNegative()) {
      throw new IllegalArgumentException("limits are positive");
    }
  }

  /**
   * A page of text has a few KB and takes a few ms; a small file that takes long is one to hurt.
   */
  private static final Duration TIME_FOR_ANY = Duration.ofSeconds(10);

  private static final Duration TIME_FOR_A_MEBIBYTE = Duration.ofSeconds(20);

  /** The same limits with the time that a file of this size may take, which is never more. */
  ReadingLimits forBytes(long size) {
    Duration fair = TIME_FOR_ANY.plus(TIME_FOR_A_MEBIBYTE.multipliedBy(size).dividedBy(1 << 20));
    return new ReadingLimits(
        maxBytes, maxCharacters, maxPages, fair.compareTo(time) < 0 ? fair : time);
  }

  /** The limits that the settings ask for. */
  public static ReadingLimits of(Settings.Ingest settings) {
    return new ReadingLimits(
        settings.maxBytes(), settings.maxCharacters(), settings.maxPages(), DEFAULT_TIME);
  }
}
