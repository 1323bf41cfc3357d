package dev.sparkle.safety.control;

import dev.sparkle.llm.entity.Ending;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.quota.control.RequestRate;
import dev.sparkle.safety.entity.Layer;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import java.time.Duration;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Layer 2: refuses what is too much. So far it counts an account's calls in a minute, on this node;
 * budgets of tokens and money are not there yet.
 */
public class QuotaGuard {

  @Inject private RequestRate rate;
  @Inject private CurrentSettings settings;
  @Inject private MetricRegistry metrics;

  /** For the container. */
  public QuotaGuard() {}

  /** With its parts in hand, without a container. */
  QuotaGuard(RequestRate rate, CurrentSettings settings, MetricRegistry metrics) {
    this.rate = rate;
    this.settings = settings;
    this.metrics = metrics;
  }

  /** Lets a call pass, or ends it with the time after which it would. */
  @AroundInvoke
  public Object guard(InvocationContext invocation) throws Exception {
    Arguments given = Arguments.of(invocation);
    Duration wait =
        rate.take(given.call().caller().account(), settings.get().quota().requestsPerMinute());
    metrics
        .counter(
            "quota_decisions_total",
            new Tag("decision", wait.isZero() ? "allowed" : "refused"),
            new Tag("limit", "requests_per_minute"))
        .inc();
    if (wait.isZero()) {
      return invocation.proceed();
    }
    given
        .sink()
        .end(
            new Ending.Blocked(
                Layer.QUOTA.number(),
                "requests_per_minute",
                Refusals.tooMany(given.call().language(), wait.toSeconds())));
    return null;
  }
}
