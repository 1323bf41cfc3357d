package dev.sparkle.llm.control;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Tells Fault Tolerance the values of the slots' annotations by its own names for them, so that
 * operators set {@code sparkle.llm.*} alone. Values are expressions, which the configuration
 * resolves.
 */
public final class SlotTolerance implements ConfigSource {

  /** Below the shipped defaults, so that anything else wins. */
  private static final int ORDINAL = 50;

  private static final List<Class<?>> SLOTS =
      List.of(FirstSlot.class, SecondSlot.class, ThirdSlot.class);

  private final Map<String, String> values = new HashMap<>();

  /** For the configuration's service loader. */
  public SlotTolerance() {
    for (int i = 0; i < SLOTS.size(); i++) {
      String model = i == 0 ? "sparkle.llm." : "sparkle.llm." + (i + 1) + ".";
      String method = SLOTS.get(i).getName() + "/open/";
      put(method + "Timeout/value", model + "first-token-timeout-ms");
      put(method + "Retry/maxRetries", "sparkle.llm.retries");
      put(method + "Retry/delay", "sparkle.llm.retry-delay-ms");
      put(method + "Retry/jitter", "sparkle.llm.retry-jitter-ms");
      put(method + "Retry/maxDuration", "sparkle.llm.total-timeout-ms");
      put(method + "CircuitBreaker/requestVolumeThreshold", "sparkle.llm.breaker-tries");
      put(method + "CircuitBreaker/failureRatio", "sparkle.llm.breaker-ratio");
      put(method + "CircuitBreaker/delay", "sparkle.llm.breaker-delay-ms");
      put(method + "Bulkhead/value", "sparkle.llm.waiting-per-model");
      put(method + "Bulkhead/waitingTaskQueue", "sparkle.llm.line-per-model");
    }
  }

  private void put(String name, String setting) {
    values.put(name, "${" + setting + "}");
  }

  @Override
  public Set<String> getPropertyNames() {
    return Set.copyOf(values.keySet());
  }

  @Override
  public String getValue(String name) {
    return values.get(name);
  }

  @Override
  public String getName() {
    return "sparkle models";
  }

  @Override
  public int getOrdinal() {
    return ORDINAL;
  }
}
