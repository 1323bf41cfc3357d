package dev.sparkle.operations.control;

import dev.sparkle.chat.control.Answers;
import dev.sparkle.llm.control.Models;
import dev.sparkle.llm.entity.ModelStatus;
import dev.sparkle.operations.entity.NodeFigures;
import dev.sparkle.operations.entity.NodeFigures.ModelFigures;
import dev.sparkle.platform.control.RedisLink;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.SortedMap;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Gauge;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** What this node is doing, from its own memory: asks nobody. */
@ApplicationScoped
public class OwnFigures {

  @Inject private Answers answers;
  @Inject private Models models;
  @Inject private RedisLink redis;
  @Inject private MetricRegistry metrics;

  /** As it is at this moment. */
  public NodeFigures now() {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return new NodeFigures(
        sockets(),
        answers.running().size(),
        heap.getUsed(),
        heap.getMax(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        redis.downSince().orElse(null),
        models.list().stream().map(this::figures).toList());
  }

  /** The boundary keeps them; it counts them here. None before the node's first socket. */
  private int sockets() {
    Gauge<?> open = metrics.getGauge(new MetricID("chat_sockets"));
    return open == null ? 0 : open.getValue().intValue();
  }

  private ModelFigures figures(ModelStatus model) {
    String calls = "llm_calls_total";
    String tokens = "llm_tokens_total";
    return new ModelFigures(
        model.name(),
        model.circuit().wireName(),
        model.streams(),
        sum(calls, model.name(), null, null),
        sum(calls, model.name(), "outcome", "failed"),
        sum(tokens, model.name(), "kind", "input"),
        sum(tokens, model.name(), "kind", "output"),
        sum("llm_cost_micros_total", model.name(), null, null));
  }

  private long sum(String metric, String provider, String tag, String value) {
    SortedMap<MetricID, Counter> all =
        metrics.getCounters((id, counter) -> id.getName().equals(metric));
    return all.entrySet().stream()
        .filter(each -> provider.equals(each.getKey().getTags().get("provider")))
        .filter(each -> tag == null || value.equals(each.getKey().getTags().get(tag)))
        .mapToLong(each -> each.getValue().getCount())
        .sum();
  }
}
