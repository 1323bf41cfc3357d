package dev.sparkle.task.control;

import dev.sparkle.task.control.engine.TaskObserver;
import dev.sparkle.task.entity.QueueStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;

/**
 * Counts what happens to tasks, for {@code /metrics}. Gauges show what was last put in; a scrape
 * asks nobody.
 */
@ApplicationScoped
public class TaskMetrics implements TaskObserver {

  private record Key(String name, String type, String outcome) {}

  private final MetricRegistry registry;
  private final Map<Key, Counter> counters = new ConcurrentHashMap<>();
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();
  private final Map<String, QueueStatus> depths = new ConcurrentHashMap<>();

  /** For the container's proxy. */
  protected TaskMetrics() {
    this.registry = null;
  }

  @Inject
  public TaskMetrics(MetricRegistry registry) {
    this.registry = registry;
  }

  /**
   * Shows from now on whether this node works on tasks; a node that is not meant to shows nothing.
   */
  public void worker(BooleanSupplier works) {
    registry.gauge("worker_up", () -> works.getAsBoolean() ? 1 : 0);
  }

  /**
   * Shows a type's counts from 0 on: to Prometheus, a count whose first sight is 7 has not risen.
   */
  public void expect(String type) {
    counter("task_submitted_total", type, "");
    counter("task_started_total", type, "");
    counter("task_retried_total", type, "");
    List.of("succeeded", "failed", "dead", "cancelled")
        .forEach(outcome -> counter("task_completed_total", type, outcome));
    timer("task_wait_seconds", type);
    timer("task_duration_seconds", type);
  }

  /** What is in a queue, as of now. */
  public void depth(QueueStatus queue) {
    if (depths.put(queue.name(), queue) == null) {
      gauge(queue.name(), "queued", QueueStatus::queued);
      gauge(queue.name(), "scheduled", QueueStatus::scheduled);
      gauge(queue.name(), "retrying", QueueStatus::retrying);
      gauge(queue.name(), "running", QueueStatus::running);
      gauge(queue.name(), "dead", QueueStatus::dead);
    }
  }

  private void gauge(String queue, String state, ToLongFunction<QueueStatus> count) {
    registry.gauge(
        "task_queue_depth",
        () -> count.applyAsLong(depths.get(queue)),
        new Tag("queue", queue),
        new Tag("state", state));
  }

  @Override
  public void submitted(String type, int count) {
    counter("task_submitted_total", type, "").inc(count);
  }

  @Override
  public void started(String type, long waitedNanos) {
    counter("task_started_total", type, "").inc();
    timer("task_wait_seconds", type).update(Duration.ofNanos(Math.max(0, waitedNanos)));
  }

  @Override
  public void ended(String type, String outcome, long nanos) {
    counter("task_completed_total", type, outcome).inc();
    timer("task_duration_seconds", type).update(Duration.ofNanos(nanos));
  }

  @Override
  public void retried(String type) {
    counter("task_retried_total", type, "").inc();
  }

  private Counter counter(String name, String type, String outcome) {
    return counters.computeIfAbsent(
        new Key(name, type, outcome),
        key ->
            outcome.isEmpty()
                ? registry.counter(name, new Tag("type", type))
                : registry.counter(name, new Tag("type", type), new Tag("outcome", outcome)));
  }

  private Timer timer(String name, String type) {
    return timers.computeIfAbsent(
        new Key(name, type, ""), key -> registry.timer(name, new Tag("type", type)));
  }
}
