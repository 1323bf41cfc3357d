package dev.sparkle.cli.services;

/**
 * Something in the way that a person can clear: one sentence says what it is, one what to do.
 * Carries the exit code (see {@link ExitCode}) with which the command ends.
 */
public final class Trouble extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String remedy;
  private final int exitCode;

  public Trouble(int exitCode, String what, String remedy) {
    this(exitCode, what, remedy, null);
  }

  public Trouble(int exitCode, String what, String remedy, Throwable cause) {
    super(what, cause);
    this.exitCode = exitCode;
    this.remedy = remedy;
  }

  /** What to do, as a sentence. */
  public String remedy() {
    return remedy;
  }

  public int exitCode() {
    return exitCode;
  }

  /** For a failed read or write; a full disk is recognised and named. */
  public static Trouble withFile(String what, Exception cause) {
    String reason = String.valueOf(cause.getMessage());
    if (diskFull(reason)) {
      return new Trouble(
          ExitCode.MACHINE,
          "the disk is full: " + what + ".",
          "Free about 1.5 GB and repeat the command; it goes on where it stopped.",
          cause);
    }
    return new Trouble(
        ExitCode.DEGRADED,
        what + ": " + reason + ".",
        "Check that the folder belongs to you and can be written to, then repeat.",
        cause);
  }

  /** Whether a message of the system or a tool says that there is no space left. */
  public static boolean diskFull(String message) {
    return message.contains("No space left") || message.contains("Disk quota exceeded");
  }
}
