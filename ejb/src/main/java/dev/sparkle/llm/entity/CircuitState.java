package dev.sparkle.llm.entity;

/** State of a circuit breaker; the order is that of the metric, 0 to 2. */
public enum CircuitState {
  /** Calls go through. */
  CLOSED("closed"),
  /** A few calls are tried. */
  HALF_OPEN("halfOpen"),
  /** Calls are refused, or will be tried with the next one that comes. */
  OPEN("open");

  private final String wireName;

  CircuitState(String wireName) {
    this.wireName = wireName;
  }

  /** The name in REST answers, and in Fault Tolerance's own metrics. */
  public String wireName() {
    return wireName;
  }
}
