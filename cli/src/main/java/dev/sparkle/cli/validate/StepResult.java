package dev.sparkle.cli.validate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What became of a step, as it is kept.
 *
 * @param id of the step
 * @param at ISO 8601, when it began
 * @param command that was run; empty: none
 * @param evidence files below the folder of the validation
 * @param commit what was checked out; with + where files were changed since
 * @param quick whether it was shortened
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record StepResult(
    String id,
    Verdict verdict,
    String why,
    String at,
    double seconds,
    String command,
    List<Reading> readings,
    List<String> evidence,
    String commit,
    boolean quick) {

  StepResult {
    readings = List.copyOf(readings);
    evidence = List.copyOf(evidence);
  }

  /** Whether {@code --resume} need not run it again. */
  @JsonIgnore
  boolean isFinal() {
    return verdict == Verdict.PASSED || verdict == Verdict.MISSED || verdict == Verdict.PERSON;
  }
}
