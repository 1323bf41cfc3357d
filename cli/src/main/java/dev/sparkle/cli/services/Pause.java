package dev.sparkle.cli.services;

import java.time.Duration;

/**
 * A wait between two looks at something that gives no signal. An interrupt ends the command's work.
 */
public final class Pause {

  private Pause() {}

  public static void of(Duration length) {
    try {
      Thread.sleep(length.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Trouble(
          ExitCode.INTERRUPTED,
          "interrupted.",
          "Repeat the command; it goes on where it stopped.",
          e);
    }
  }
}
