package dev.sparkle.cli.validate;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A validation as far as it has come.
 *
 * @param began ISO 8601
 * @param target the foreign server; empty: this checkout's installation
 * @param results by step, in the order in which they were found
 * @param running the step under way; empty: none. A step that stands here in a file was cut off:
 *     what it had found before counts no more, and it is run again.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record RunState(String began, String target, Map<String, StepResult> results, String running) {

  RunState {
    results = new LinkedHashMap<>(results);
    running = running == null ? "" : running;
    if (!running.isEmpty()) {
      results.put(running, StepResult.cutOff(running));
    }
  }

  static RunState begun(String at, String target) {
    return new RunState(at, target, Map.of(), "");
  }

  RunState beginning(String step) {
    return new RunState(began, target, results, step);
  }

  RunState with(StepResult result) {
    Map<String, StepResult> all = new LinkedHashMap<>(results);
    all.put(result.id(), result);
    return new RunState(began, target, all, "");
  }

  /** The same, with each result told otherwise. */
  RunState told(UnaryOperator<StepResult> otherwise) {
    Map<String, StepResult> all = new LinkedHashMap<>(results);
    all.replaceAll((step, result) -> otherwise.apply(result));
    return new RunState(began, target, all, running);
  }

  /** Whether a step may be skipped by a run that goes on. */
  boolean isDone(String step, Resumption by) {
    StepResult result = results.get(step);
    return result != null && result.isFinalFor(by);
  }
}
