package dev.sparkle.llm.control;

import dev.sparkle.llm.entity.CircuitState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.microprofile.metrics.Gauge;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.annotation.RegistryScope;

/**
 * Tells the state of the slots' breakers on this node. Fault Tolerance gives no other sight of it
 * than its metrics, how long a breaker has been in each state: the one that grows is the present
 * one. An open breaker stays open in this sight until a call comes after its delay.
 */
@ApplicationScoped
public class Circuits {

  private static final String SPENT = "ft.circuitbreaker.state.total";

  private final MetricRegistry base;

  /** For the container's proxy. */
  protected Circuits() {
    this(null);
  }

  /** By the metrics of Fault Tolerance. */
  @Inject
  public Circuits(@RegistryScope(scope = MetricRegistry.BASE_SCOPE) MetricRegistry base) {
    this.base = base;
  }

  /** The state of that slot's breaker; closed before its first call. */
  CircuitState state(Class<? extends Slot> slot) {
    Map<CircuitState, Long> before = spent(slot);
    Map<CircuitState, Long> after = spent(slot);
    return before.keySet().stream()
        .filter(state -> after.get(state) > before.get(state))
        .findFirst()
        .orElse(CircuitState.CLOSED);
  }

  private Map<CircuitState, Long> spent(Class<? extends Slot> slot) {
    Map<CircuitState, Long> spent = new EnumMap<>(CircuitState.class);
    for (CircuitState state : CircuitState.values()) {
      Gauge<?> gauge =
          base.getGauge(
              new MetricID(
                  SPENT,
                  new Tag("method", slot.getName() + ".open"),
                  new Tag("state", state.wireName())));
      spent.put(state, gauge == null ? 0 : gauge.getValue().longValue());
    }
    return spent;
  }
}
