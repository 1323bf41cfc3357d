package dev.sparkle.cli.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * What a piece of work cost this process.
 *
 * @param threadsBefore live threads before it
 * @param threadsPeak most live threads while it ran
 * @param cpuMillis CPU time of the process, in milliseconds
 * @param wallMillis time that it took, in milliseconds
 */
record ThreadCount(int threadsBefore, int threadsPeak, long cpuMillis, long wallMillis) {

  /** Work that may fail. */
  interface Work {
    void run() throws Exception;
  }

  static ThreadCount of(Work work) throws Exception {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    threads.resetPeakThreadCount();
    int before = threads.getThreadCount();
    long cpu = cpuNanos();
    long start = System.nanoTime();
    work.run();
    long wall = System.nanoTime() - start;
    return new ThreadCount(
        before, threads.getPeakThreadCount(), (cpuNanos() - cpu) / 1_000_000, wall / 1_000_000);
  }

  /** The most threads that the work added. */
  int added() {
    return threadsPeak - threadsBefore;
  }

  private static long cpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }
}
