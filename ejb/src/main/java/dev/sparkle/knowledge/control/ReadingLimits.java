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

  /** The limits that the settings ask for. */
  public static ReadingLimits of(Settings.Ingest settings) {
    return new ReadingLimits(
        settings.maxBytes(), settings.maxCharacters(), settings.maxPages(), DEFAULT_TIME);
  }
}
