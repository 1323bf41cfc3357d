package dev.sparkle.cli.bench.gateway;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** What is measured of one route: times of one client, and answers a second of many. */
final class Trial implements AutoCloseable {

  /**
   * What was measured.
   *
   * @param answersPerSecond of all clients at once
   * @param busyFirstMs median of the first words while all clients ask
   */
  record Figures(
      String route,
      int asked,
      double[] firstMs,
      double[] wholeMs,
      double answersPerSecond,
      double busyFirstMs) {}

  private static final double[] QUANTILES = {0.5, 0.95, 0.99};

  private final Route route;
  private final List<String> questions;
  private final Route.Asker asker;
  private final List<Route.Times> alone = new ArrayList<>();
  private double perSecond;
  private double busyFirstMs;

  Trial(Route route, List<String> questions) throws Exception {
    this.route = route;
    this.questions = questions;
    this.asker = route.asker();
  }

  void ask(int number) throws Exception {
    alone.add(asker.ask(questions.get(number % questions.size())));
  }

  /** All clients ask, each its next question when it has an answer. */
  void askTogether(int clients, long nanos) throws Exception {
    List<Route.Asker> askers = new ArrayList<>();
    for (int client = 0; client < clients; client++) {
      askers.add(route.asker());
    }
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      long start = System.nanoTime();
      List<Future<List<Long>>> running = new ArrayList<>();
      for (Route.Asker each : askers) {
        running.add(threads.submit(() -> askUntil(each, next, start + nanos)));
      }
      List<Long> firsts = new ArrayList<>();
      for (Future<List<Long>> each : running) {
        firsts.addAll(each.get());
      }
      perSecond = firsts.size() / ((System.nanoTime() - start) / 1e9);
      double[] sorted = firsts.stream().mapToDouble(first -> first / 1e6).sorted().toArray();
      busyFirstMs = quantile(sorted, 0.5);
    } finally {
      threads.shutdownNow();
      askers.forEach(Route.Asker::close);
    }
  }

  private List<Long> askUntil(Route.Asker each, AtomicInteger next, long end) throws Exception {
    List<Long> firsts = new ArrayList<>();
    while (System.nanoTime() < end) {
      int number = next.getAndIncrement();
      firsts.add(each.ask(questions.get(number % questions.size())).firstNanos());
    }
    return firsts;
  }

  /** Of the later two thirds: the first ones pay for what is compiled. */
  Figures figures() {
    List<Route.Times> late = alone.subList(alone.size() / 3, alone.size());
    return new Figures(
        route.name(),
        late.size(),
        quantiles(late.stream().mapToDouble(t -> t.firstNanos() / 1e6).sorted().toArray()),
        quantiles(late.stream().mapToDouble(t -> t.allNanos() / 1e6).sorted().toArray()),
        perSecond,
        busyFirstMs);
  }

  private static double[] quantiles(double[] sorted) {
    return Arrays.stream(QUANTILES).map(q -> quantile(sorted, q)).toArray();
  }

  static double quantile(double[] sorted, double q) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, sorted.length * q)];
  }

  @Override
  public void close() {
    asker.close();
  }
}
