package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Pause;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.services.WorkLock;
import java.time.Duration;
import java.util.Optional;

/** The turn of an {@code up}, {@code down} or {@code restore}: one at a time in an installation. */
public final class Turn {

  /** The supervisor holds it while it starts one process. */
  private static final Duration SUPERVISOR = Duration.ofSeconds(15);

  private Turn() {}

  /**
   * Takes it; waits a moment for the supervisor, and not for another command.
   *
   * @param otherwise what to do when another command is at work
   * @throws Trouble when one is
   */
  public static WorkLock take(Home home, String otherwise) {
    long end = System.nanoTime() + SUPERVISOR.toNanos();
    while (true) {
      Optional<WorkLock> lock = WorkLock.tryNow(home.lock());
      if (lock.isPresent()) {
        return lock.get();
      }
      String holder = WorkLock.holder(home.lock());
      boolean supervisor =
          new SupervisorProcess(home)
              .running()
              .filter(mark -> Long.toString(mark.pid()).equals(holder))
              .isPresent();
      if (!supervisor || System.nanoTime() > end) {
        throw new Trouble(
            ExitCode.TAKEN,
            "another ./sparkle up, down or restore is at work (process " + holder + ").",
            otherwise);
      }
      Pause.of(Duration.ofMillis(50));
    }
  }
}
