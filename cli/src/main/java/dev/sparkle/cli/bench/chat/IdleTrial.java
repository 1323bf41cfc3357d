package dev.sparkle.cli.bench.chat;

import dev.sparkle.cli.services.Pause;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Sockets that are open and say nothing: what each costs, and whether it is kept alive. */
final class IdleTrial {

  /**
   * What was measured.
   *
   * @param openingSeconds with signing guests in, eight at a time
   * @param heartbeats pings of the node while it was watched, all sockets together
   * @param cores that each process kept busy while it was watched
   */
  record Figures(
      int sockets,
      double openingSeconds,
      NodeMemory before,
      NodeMemory after,
      double heapKibPerSocket,
      double rssKibPerSocket,
      int watchedSeconds,
      long heartbeats,
      Map<Integer, Integer> closed,
      Map<String, Double> cores,
      double load) {}

  private final Crowd crowd;
  private final Doorway doorway;
  private final Map<String, Long> processes;
  private final long node;
  private final Tally tally = new Tally();

  /**
   * @param processes to look at, by name
   * @param node the node's process
   */
  IdleTrial(Crowd crowd, Doorway doorway, Map<String, Long> processes, long node) {
    this.crowd = crowd;
    this.doorway = doorway;
    this.processes = processes;
    this.node = node;
  }

  Figures run(int sockets, int perGuest, int seconds) throws Exception {
    NodeMemory before = NodeMemory.of(node);
    double opening = open(sockets, perGuest);
    NodeMemory after = NodeMemory.of(node);
    Tally.Counts start = crowd.quietly(tally::counts);
    CpuShares cpu = new CpuShares(processes);
    Pause.of(Duration.ofSeconds(seconds));
    Map<String, Double> cores = cpu.cores();
    Tally.Counts end = crowd.quietly(tally::counts);
    return new Figures(
        sockets,
        opening,
        before,
        after,
        (after.heapKib() - before.heapKib()) / (double) sockets,
        (after.rssKib() - before.rssKib()) / (double) sockets,
        seconds,
        end.pings() - start.pings(),
        end.closed(),
        cores,
        ProcessTimes.load());
  }

  private double open(int sockets, int perGuest) throws ExecutionException, InterruptedException {
    long start = System.nanoTime();
    doorway.open(sockets, perGuest, ticket -> crowd.open(ticket, tally));
    return (System.nanoTime() - start) / 1e9;
  }

  /** How it stands with them now. */
  Tally.Counts now() {
    return crowd.quietly(tally::counts);
  }
}
