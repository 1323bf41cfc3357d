package dev.sparkle.cli.bench.peer.server;

import dev.sparkle.task.control.TaskQueue;
import dev.sparkle.task.entity.Priority;
import dev.sparkle.task.entity.TaskRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Submits as the harness asks, and tells how long it took; times in microseconds. */
final class Puts {

  private static final int BLOCK = 1000;
  private static final double P95 = 0.95;

  private final PeerParts parts;
  private final TaskQueue queue;

  Puts(PeerParts parts) {
    this.parts = parts;
    this.queue = parts.queue();
  }

  /** Submits; the answer of the protocol. */
  Map<String, Object> put(PeerRequest request) throws InterruptedException {
    List<TaskRequest> tasks = new ArrayList<>(request.n());
    for (int n = 0; n < request.n(); n++) {
      tasks.add(
          TaskRequest.of(PeerHandler.TYPE, PeerTask.of(request, n))
              .withPriority(request.hi() == 0 ? Priority.DEFAULT : Priority.HIGH));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("t0", EventLog.micros());
    switch (request.mode()) {
      case "bulk" -> bulk(tasks);
      case "spaced" -> answer.put("calls", spaced(tasks, request.gap()));
      default -> single(tasks, request.conc(), answer);
    }
    answer.put("t1", EventLog.micros());
    return answer;
  }

  private void bulk(List<TaskRequest> tasks) {
    for (int from = 0; from < tasks.size(); from += BLOCK) {
      queue.submitAll(tasks.subList(from, Math.min(tasks.size(), from + BLOCK)));
    }
  }

  private List<Long> spaced(List<TaskRequest> tasks, int gapMillis) throws InterruptedException {
    List<Long> calls = new ArrayList<>();
    for (TaskRequest task : tasks) {
      calls.add(EventLog.micros());
      queue.submitAndWait(task);
      TimeUnit.MILLISECONDS.sleep(gapMillis);
    }
    return calls;
  }

  private void single(List<TaskRequest> tasks, int callers, Map<String, Object> answer) {
    long[] nanos = new long[tasks.size()];
    AtomicInteger next = new AtomicInteger();
    Runnable lane =
        () -> {
          for (int n = next.getAndIncrement(); n < nanos.length; n = next.getAndIncrement()) {
            long began = System.nanoTime();
            queue.submitAndWait(tasks.get(n));
            nanos[n] = System.nanoTime() - began;
          }
        };
    if (callers == 1) {
      lane.run();
    } else {
      CompletableFuture<?>[] lanes = new CompletableFuture<?>[callers];
      for (int each = 0; each < callers; each++) {
        lanes[each] = CompletableFuture.runAsync(lane, parts.callers().apply(callers));
      }
      CompletableFuture.allOf(lanes).join();
    }
    Arrays.sort(nanos);
    answer.put("p50", micros(nanos[nanos.length / 2]));
    answer.put("p95", micros(nanos[Math.min(nanos.length - 1, (int) (nanos.length * P95))]));
    answer.put("max", micros(nanos[nanos.length - 1]));
  }

  private static long micros(long nanos) {
    return TimeUnit.NANOSECONDS.toMicros(nanos);
  }
}
