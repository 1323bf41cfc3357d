package dev.sparkle.cli.validate;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
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

  /** Of a step that began, and has not ended. */
  static StepResult cutOff(String id) {
    return new StepResult(
        id,
        Verdict.NOT_RUN,
        "it was begun and cut off",
        "",
        0,
        "",
        List.of(),
        List.of(),
        "",
        false);
  }

  /**
   * What keeps it from being a full result of what is checked out: that it was shortened, and
   * another commit.
   */
  List<String> marks(String checkedOut) {
    List<String> marks = new ArrayList<>();
    if (quick) {
      marks.add("shortened");
    }
    if (!commit.isEmpty() && !commit.equals(checkedOut)) {
      marks.add("of " + commit);
    }
    return marks;
  }

  /**
   * Whether a run that goes on need not run it again: it has its result, which is not a shortened
   * one for a run that is not, and is of what is checked out now, unless others may count.
   */
  boolean isFinalFor(Resumption by) {
    boolean known =
        verdict == Verdict.PASSED || verdict == Verdict.MISSED || verdict == Verdict.PERSON;
    return known && (!quick || by.quick()) && (commit.equals(by.commit()) || by.otherCommits());
  }
}
