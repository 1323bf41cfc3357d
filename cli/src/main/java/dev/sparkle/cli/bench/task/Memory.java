package dev.sparkle.cli.bench.task;

import dev.sparkle.cli.bench.chat.ProcessTimes;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** 5. What a warm program grows by over a thousand, and then ten thousand tasks. */
final class Memory implements Scenario {

  private static final double MIB = 1024 * 1024;
  private static final int FEW = 1000;
  private static final int MANY = 10_000;

  @Override
  public String title() {
    return "5. memory";
  }

  /** First as it goes, then once more with collections: those change what the process holds. */
  @Override
  public void run(Session session, Consumer<Figure> told) throws IOException, InterruptedException {
    double[] rss = new double[3];
    rss[0] = rss(session);
    rss[1] = rss(pass(session, FEW));
    rss[2] = rss(pass(session, MANY));
    told.accept(Figure.of("RSS when warm", rss[0], "MiB"));
    told.accept(Figure.under("RSS, 1,000 tasks", rss[1] - rss[0], "MiB", 1));
    told.accept(Figure.under("RSS, next 10,000", rss[2] - rss[1], "MiB", 2));
    double[] heap = new double[3];
    heap[0] = heap(session);
    heap[1] = heap(pass(session, FEW));
    heap[2] = heap(pass(session, MANY));
    told.accept(Figure.of("live heap when warm", heap[0], "MiB"));
    told.accept(Figure.under("live heap, 1,000 tasks", heap[1] - heap[0], "MiB", 1));
    told.accept(Figure.under("live heap, next 10,000", heap[2] - heap[1], "MiB", 2));
  }

  private static Session pass(Session session, int tasks) throws IOException, InterruptedException {
    session.run(tasks, session.prefix(), "bulk", Map.of());
    TimeUnit.SECONDS.sleep(2);
    return session;
  }

  private static double rss(Session session) throws IOException {
    return ProcessTimes.status(session.producer().pid(), "VmRSS") / 1024.0;
  }

  private static double heap(Session session) throws IOException, InterruptedException {
    return session.producer().ask(Map.of("op", "heap")).get("bytes").asLong() / MIB;
  }
}
