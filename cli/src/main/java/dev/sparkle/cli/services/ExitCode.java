package dev.sparkle.cli.services;

/** What the command's exit status tells a calling program. */
public final class ExitCode {

  /** Done, or all well. */
  public static final int OK = 0;

  /** It runs, but a part is missing or unwell; or something failed that has no code of its own. */
  public static final int DEGRADED = 1;

  /** The command line was not understood. */
  public static final int USAGE = 2;

  /** Sparkle does not run. */
  public static final int NOT_RUNNING = 3;

  /** The machine lacks something: a JDK, a compiler, space on the disk. */
  public static final int MACHINE = 4;

  /** A port is taken, or another {@code up} is at work. */
  public static final int TAKEN = 5;

  /** The build failed. */
  public static final int BUILD = 6;

  /** A database or Redis that the operator named cannot be used. */
  public static final int SERVICE = 7;

  /** Ended by Ctrl-C. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
