package dev.sparkle.cli.bench.chat;

import java.util.LinkedHashMap;
import java.util.Map;

/** CPU seconds of each process since a moment. */
public final class CpuShares {

  private final Map<String, Long> processes;
  private final Map<String, Double> before = new LinkedHashMap<>();
  private final double busyBefore = ProcessTimes.busySeconds();
  private final long start = System.nanoTime();

  /**
   * Begins to count.
   *
   * @param processes their ids by name
   */
  public CpuShares(Map<String, Long> processes) {
    this.processes = processes;
    processes.forEach((name, pid) -> before.put(name, ProcessTimes.cpuSecondsOfTree(pid)));
  }

  /**
   * Cores that each kept busy since then: 0.5 is half of one. What all the rest of the machine took
   * is "others"; it is part of every measurement, and should be next to nothing.
   */
  public Map<String, Double> cores() {
    double seconds = (System.nanoTime() - start) / 1e9;
    Map<String, Double> cores = new LinkedHashMap<>();
    processes.forEach(
        (name, pid) ->
            cores.put(name, (ProcessTimes.cpuSecondsOfTree(pid) - before.get(name)) / seconds));
    double ours = cores.values().stream().mapToDouble(each -> each).sum();
    double all = (ProcessTimes.busySeconds() - busyBefore) / seconds;
    cores.put("others", Math.max(0, all - ours));
    return cores;
  }
}
