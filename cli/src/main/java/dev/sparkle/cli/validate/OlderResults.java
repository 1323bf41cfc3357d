package dev.sparkle.cli.validate;

import java.util.List;

/**
 * Results that an older program kept, told by the rules of now. Two criteria were once held against
 * a part of the time: a server without its start, of which the whole time is there as well; and
 * alerts without what must last, of which it is not, so they say nothing of the criterion any more.
 */
final class OlderResults {

  private static final String AFTER_THE_START = ", after the start";

  private OlderResults() {}

  /** The same result, if it is of now; a figure that misses its floor by now makes it a miss. */
  static StepResult asNow(StepResult kept) {
    List<Reading> readings = kept.readings().stream().map(each -> asNow(kept.id(), each)).toList();
    if (readings.equals(kept.readings())) {
      return kept;
    }
    Outcome now = Outcome.of(readings);
    boolean missed = kept.verdict() == Verdict.PASSED && now.verdict() == Verdict.MISSED;
    return new StepResult(
        kept.id(),
        missed ? now.verdict() : kept.verdict(),
        missed ? now.why() : kept.why(),
        kept.at(),
        kept.seconds(),
        kept.command(),
        readings,
        kept.evidence(),
        kept.commit(),
        kept.quick());
  }

  private static Reading asNow(String step, Reading kept) {
    return switch (step) {
      case "drill-node" -> ofAnOnlyServer(kept);
      case "drill-alerts" -> ofAnAlert(kept);
      default -> kept;
    };
  }

  private static Reading ofAnOnlyServer(Reading kept) {
    if (kept.criterion().equals(Criterion.RECOVERY.name())) {
      return Reading.wish(kept.name(), kept.value(), "s", RecoveryFigures.GOAL);
    }
    boolean whole =
        kept.criterion().isEmpty()
            && kept.unit().equals("s")
            && kept.goal().isEmpty()
            && !kept.name().endsWith(AFTER_THE_START);
    return whole ? Criterion.RECOVERY_ALONE.read(kept.name(), kept.value()) : kept;
  }

  private static Reading ofAnAlert(Reading kept) {
    boolean part =
        kept.criterion().equals(Criterion.ALERT_TIME.name()) && !AlertFigures.isWhole(kept);
    return part
        ? Reading.wish(AlertFigures.beyond(kept.name()), kept.value(), "s", AlertFigures.ALL)
        : kept;
  }
}
