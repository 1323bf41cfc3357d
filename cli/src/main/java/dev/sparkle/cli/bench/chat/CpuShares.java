package dev.sparkle.cli.bench.chat;

import java.util.LinkedHashMap;
import java.util.Map;

/** CPU seconds of each process since a moment. */
final class CpuShares {

  private final Map<String, Long> processes;
  private final Map<String, Double> before = new LinkedHashMap<>();
  private final long start = System.nanoTime();

  /**
   * Begins to count.
   *
   * @param processes their ids by name
   */
  CpuShares(Map<String, Long> processes) {
    this.processes = processes;
    processes.forEach((name, pid) -> before.put(name, ProcessTimes.cpuSecondsOfTree(pid)));
  }

  /** Cores that each kept busy since then: 0.5 is half of one. */
  Map<String, Double> cores() {
    double seconds = (System.nanoTime() - start) / 1e9;
    Map<String, Double> cores = new LinkedHashMap<>();
    processes.forEach(
        (name, pid) ->
            cores.put(name, (ProcessTimes.cpuSecondsOfTree(pid) - before.get(name)) / seconds));
    return cores;
  }
}
