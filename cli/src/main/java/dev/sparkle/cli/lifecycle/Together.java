package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.Invocation;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs pieces of work beside each other. The first that fails ends the others' programs and is what
 * the caller hears.
 */
final class Together {

  private Together() {}

  static void run(List<Runnable> pieces) {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            pieces.size(),
            work -> {
              Thread thread = new Thread(work, "up");
              thread.setDaemon(true);
              return thread;
            });
    CompletionService<Void> ends = new ExecutorCompletionService<>(threads);
    pieces.forEach(piece -> ends.submit(piece, null));
    try {
      for (int i = 0; i < pieces.size(); i++) {
        ends.take().get();
      }
    } catch (ExecutionException e) {
      Invocation.endAll();
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Invocation.endAll();
    } finally {
      threads.shutdownNow();
    }
  }
}
