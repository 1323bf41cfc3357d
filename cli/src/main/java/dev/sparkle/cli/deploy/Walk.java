package dev.sparkle.cli.deploy;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Invocation;
import dev.sparkle.cli.services.Trouble;
import java.io.PrintStream;
import java.util.concurrent.locks.LockSupport;

/** Walks a way in the foreground: Ctrl-C leads back, and says so. */
final class Walk {

  private final PrintStream out;

  Walk(PrintStream out) {
    this.out = out;
  }

  /** To the end; the exit code. */
  int to(Rollout rollout) {
    Thread hook =
        new Thread(
            () -> {
              out.println("  Interrupted in: " + rollout.now().phase().words() + ".");
              Invocation.endAll();
              try {
                out.println(
                    rollout.interrupt()
                        ? "  Everything is back at the old nodes; the new ones are stopped."
                        : "  The new version is live; finish it: ./sparkle deploy --resume");
              } catch (Trouble stuck) {
                out.println("  ✗ " + stuck.getMessage() + "\n    " + stuck.remedy());
                out.println("    Then repeat: ./sparkle deploy --undo");
              }
            });
    Runtime.getRuntime().addShutdownHook(hook);
    Deployment end;
    try {
      end = rollout.run();
    } finally {
      if (!unhook(hook)) {
        awaitTheEnd();
      }
    }
    return end.phase() == Phase.DONE ? ExitCode.OK : ExitCode.DEGRADED;
  }

  private static boolean unhook(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      return false;
    }
  }

  /** The hook has the word and ends the program. */
  private static void awaitTheEnd() {
    while (true) {
      LockSupport.park();
    }
  }
}
