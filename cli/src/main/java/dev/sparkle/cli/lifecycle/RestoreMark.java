package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Secret;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * There while a restore changes the installation. Before, and while only a database beside the old
 * one is filled, there is none: a restore that dies then has changed nothing.
 */
public final class RestoreMark {

  private RestoreMark() {}

  private static Path file(Home home) {
    return home.folder().resolve("restore.unfinished");
  }

  /**
   * The first change comes.
   *
   * @return whether it is there already, of a restore that died: then an attempt that fails must
   *     leave it, even if it changed nothing itself
   */
  public static boolean set(Home home, String backup) {
    boolean there = Files.exists(file(home));
    Secret.keep(file(home), backup + "\n");
    return there;
  }

  /** The last change was made. */
  public static void remove(Home home) {
    try {
      Files.deleteIfExists(file(home));
    } catch (IOException e) {
      throw Trouble.withFile("cannot remove " + file(home), e);
    }
  }

  /**
   * Before anything is started.
   *
   * @throws Trouble when a restore died half-way
   */
  public static void requireNone(Home home) {
    if (Files.exists(file(home))) {
      String backup;
      try {
        backup = Files.readString(file(home)).strip();
      } catch (IOException e) {
        backup = "BACKUP";
      }
      throw new Trouble(
          ExitCode.DEGRADED,
          "a restore was begun and did not end: data and keys may be of two times.",
          "Repeat it: ./sparkle restore " + backup);
    }
  }
}
