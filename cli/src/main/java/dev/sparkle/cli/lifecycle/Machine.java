package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the machine must have before anything is begun. */
final class Machine {

  /** Liberty, the modules' targets, the tools, a node and its data. */
  private static final long COLD_BYTES = 1_500_000_000L;

  /** A further node and growing data. */
  private static final long WARM_BYTES = 300_000_000L;

  private Machine() {}

  /**
   * @throws Trouble when the folder cannot be written to, or too little space is left
   */
  static void requireRoom(Home home) {
    try {
      Files.createDirectories(home.folder());
      Path probe = Files.createTempFile(home.folder(), "probe", "");
      Files.delete(probe);
      long needed = Files.exists(home.built()) ? WARM_BYTES : COLD_BYTES;
      long free = Files.getFileStore(home.folder()).getUsableSpace();
      if (free < needed) {
        throw new Trouble(
            ExitCode.MACHINE,
            "only "
                + free / 1_000_000
                + " MB are free on the disk of "
                + home.root()
                + ", and Sparkle needs about "
                + needed / 1_000_000
                + " MB.",
            "Free some, then repeat.");
      }
    } catch (IOException e) {
      if (Trouble.diskFull(String.valueOf(e.getMessage()))) {
        throw Trouble.withFile("cannot write to " + home.folder(), e);
      }
      throw new Trouble(
          ExitCode.MACHINE,
          "the folder " + home.folder() + " cannot be written to.",
          "Give it to yourself (it belongs to another user), or use a checkout of your own.",
          e);
    }
  }
}
