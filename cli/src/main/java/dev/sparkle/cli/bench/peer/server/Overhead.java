package dev.sparkle.cli.bench.peer.server;

import dev.sparkle.task.control.TaskManager;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The same short work with and without being tracked: how long so many pieces take. */
final class Overhead {

  private final Executor bare;
  private final TaskManager manager;

  Overhead(PeerParts parts) {
    bare = parts.bare();
    manager = parts.manager();
  }

  /**
   * Runs pieces of work that sleep.
   *
   * @param atOnce pieces that run at a time
   * @return microseconds from the first to the last
   */
  long run(boolean tracked, int pieces, int atOnce, int millis) throws InterruptedException {
    CountDownLatch left = new CountDownLatch(pieces);
    Semaphore places = new Semaphore(atOnce);
    Callable<Void> work =
        () -> {
          TimeUnit.MILLISECONDS.sleep(millis);
          places.release();
          left.countDown();
          return null;
        };
    long began = System.nanoTime();
    for (int piece = 0; piece < pieces; piece++) {
      places.acquire();
      if (tracked) {
        manager.track("bench.overhead", work);
      } else {
        bare.execute(() -> call(work));
      }
    }
    left.await();
    return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began);
  }

  private static void call(Callable<Void> work) {
    try {
      work.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
