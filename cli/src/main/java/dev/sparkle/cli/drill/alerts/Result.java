package dev.sparkle.cli.drill.alerts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.OptionalDouble;

/**
 * What became of one alert.
 *
 * @param forSeconds how long its condition must last
 * @param fired seconds from the condition's making until the receiver heard of it; empty: never
 * @param resolved seconds from the condition's end until the receiver heard of that; empty: never
 * @param problem what broke; empty: nothing
 */
record Result(
    String alert,
    String severity,
    String what,
    long forSeconds,
    OptionalDouble fired,
    OptionalDouble resolved,
    String problem) {

  private static final int CRITICAL_SECONDS = 60;
  private static final int SECONDS = 300;

  /** Critical ones within a minute beyond what must last, all within five; and it ended. */
  @JsonProperty
  boolean passed() {
    int within = severity.equals("critical") ? CRITICAL_SECONDS : SECONDS;
    return problem.isEmpty()
        && resolved.isPresent()
        && fired.isPresent()
        && fired.getAsDouble() <= forSeconds + within;
  }
}
