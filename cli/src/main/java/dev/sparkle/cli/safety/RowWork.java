package dev.sparkle.cli.safety;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Judges rows on some threads, and tells how far it is. */
final class RowWork {

  private static final int STEPS = 10;

  private final PrintWriter words;

  /**
   * @param words where the progress is told
   */
  RowWork(PrintWriter words) {
    this.words = words;
  }

  /** Judges some rows from all over the corpus and forgets what was said. */
  void warmUp(List<CorpusRow> rows, int count, Function<CorpusRow, Judged> layers) {
    int step = Math.max(1, rows.size() / count);
    for (int at = 0; at < count; at++) {
      layers.apply(rows.get((int) ((long) at * step % rows.size())));
    }
  }

  /** Judges all rows. */
  List<Judged> judge(List<CorpusRow> rows, int threadCount, Function<CorpusRow, Judged> layers)
      throws InterruptedException {
    AtomicInteger done = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(threadCount);
    try {
      List<Callable<Judged>> work = new ArrayList<>();
      for (CorpusRow row : rows) {
        work.add(
            () -> {
              Judged judged = layers.apply(row);
              tell(done.incrementAndGet(), rows.size());
              return judged;
            });
      }
      List<Judged> judged = new ArrayList<>();
      for (Future<Judged> each : threads.invokeAll(work)) {
        judged.add(each.get());
      }
      return judged;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a text could not be judged", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private void tell(int done, int all) {
    int step = Math.max(1, all / STEPS);
    if (done % step == 0 || done == all) {
      words.println(done + " of " + all + " texts judged");
      words.flush();
    }
  }
}
