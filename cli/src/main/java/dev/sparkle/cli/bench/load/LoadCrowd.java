package dev.sparkle.cli.bench.load;

import dev.sparkle.cli.client.SignIn;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Learners at once, each on a thread and with an account of his own. */
final class LoadCrowd implements AutoCloseable {

  private static final long PATIENCE_MILLIS = 100_000;

  private final URI server;
  private final Habits habits;
  private final List<String> questions;
  private final Path folder;
  private final LoadTally tally = new LoadTally();
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Thread> learners = new ArrayList<>();

  /**
   * Nobody yet.
   *
   * @param folder for pages that are handed in
   */
  LoadCrowd(URI server, Habits habits, List<String> questions, Path folder) {
    this.server = server;
    this.habits = habits;
    this.questions = List.copyOf(questions);
    this.folder = folder;
  }

  LoadTally tally() {
    return tally;
  }

  int size() {
    return learners.size();
  }

  /** Lets guests join until there are so many. */
  void grow(int size) {
    while (learners.size() < size) {
      SignIn door = new SignIn(server, Clock.systemUTC());
      LoadLearner learner =
          new LoadLearner(
              door.client(door.guest()), habits, questions, tally, folder, over, learners.size());
      Thread thread = new Thread(learner, "learner-" + learners.size());
      thread.setDaemon(true);
      learners.add(thread);
      thread.start();
    }
  }

  /** Nobody asks any more; waits for the last answers. */
  @Override
  public void close() {
    over.countDown();
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    for (Thread each : learners) {
      try {
        each.join(Math.max(1, end - System.currentTimeMillis()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
