package dev.sparkle.cli.drill.alerts;

import java.util.Objects;

/**
 * A condition that makes one alert fire.
 *
 * @param alert the alert
 * @param phase those of one phase are made together, one phase after another: some conditions hide
 *     others, as Alertmanager does not tell of what follows from something known
 * @param what in a few words
 * @param prepare what must have been before; its time does not count
 * @param begin makes the condition; returns at once or soon
 * @param end takes it away
 */
record Scenario(String alert, int phase, String what, Act prepare, Act begin, Act end) {

  /** Something that is done to the system. */
  @FunctionalInterface
  interface Act {
    void run() throws Exception;
  }

  Scenario {
    Objects.requireNonNull(alert);
    Objects.requireNonNull(prepare);
    Objects.requireNonNull(begin);
    Objects.requireNonNull(end);
  }

  /** One that needs nothing to have been before. */
  Scenario(String alert, int phase, String what, Act begin, Act end) {
    this(alert, phase, what, () -> {}, begin, end);
  }
}
