package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.front.KeptFront;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.ProcessMark;
import dev.sparkle.cli.services.WorkLock;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/** {@code ./sparkle supervise}: the process that {@code up} starts; not for people. */
@Command(
    name = "supervise",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Watches the nodes and starts a dead one again. ./sparkle up starts this itself.")
public final class SuperviseCommand implements Callable<Integer> {

  /** A death is seen within this. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  /** So many looks at nothing, and it ends itself: half a minute. */
  private static final int IDLE = 60;

  @Override
  public Integer call() throws InterruptedException {
    Home home = Home.here();
    Clock clock = Clock.systemUTC();
    SupervisorLog log = new SupervisorLog(home.supervisor(), clock);
    Optional<WorkLock> only = WorkLock.tryNow(home.supervisor().resolve("lock"));
    if (only.isEmpty()) {
      return ExitCode.TAKEN; // another one watches
    }
    try (WorkLock held = only.get()) {
      held.hold();
      Supervisor supervisor =
          new Supervisor(home, new KeptFront(home), clock, Backoff.STANDARD, log);
      CountDownLatch asked = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    supervisor.end();
                    log.accept("The supervisor ends: it was asked to.");
                    asked.countDown();
                  }));
      long pid = ProcessHandle.current().pid();
      log.accept("The supervisor begins, as process " + pid + ".");
      ProcessMark.of(pid).orElseThrow().write(new SupervisorProcess(home).mark());
      watch(home, supervisor, asked, log);
    }
    return ExitCode.OK;
  }

  private static void watch(
      Home home, Supervisor supervisor, CountDownLatch asked, SupervisorLog log)
      throws InterruptedException {
    int idle = 0;
    while (idle < IDLE && Files.isDirectory(home.supervisor())) {
      try {
        idle = supervisor.look() ? 0 : idle + 1;
      } catch (RuntimeException e) {
        log.accept("A look at the nodes failed (" + e + "). It goes on.");
      }
      if (asked.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }
}
