package dev.sparkle.cli.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static final Counts WELL = counts(200, 1, 100, 1, 200, 4, 1.0);

  private final Judge judge = new Judge(Thresholds.USUAL);

  /** All first words within the same time. */
  private static Counts counts(
      long requests,
      long errors,
      long answers,
      long failed,
      long calls,
      double seconds,
      double words) {
    return new Counts(
        requests, errors, answers, failed, calls, seconds, new TreeMap<>(Map.of(words, answers)));
  }

  private static Sight sight(Counts fresh, Counts old) {
    return new Sight(fresh, old, Counts.NONE, Counts.NONE, List.of(), List.of());
  }

  private void breach(String words, Sight sight) {
    Optional<String> found = judge.breach(sight);
    assertTrue(found.isPresent() && found.get().startsWith(words), found.toString());
  }

  @Test
  void nothingIsWrongWithWhatIsAsBefore() {
    assertEquals(Optional.empty(), judge.breach(sight(WELL, WELL)));
    assertEquals(Optional.empty(), judge.breach(sight(Counts.NONE, Counts.NONE)));
  }

  @Test
  void namesTheThresholdAndTheFigure() {
    assertEquals(
        Optional.of("errors: 10 of 100 requests (10.0 %, allowed 2.5 %)"),
        judge.breach(sight(counts(100, 10, 0, 0, 0, 0, 1), WELL)));
    breach("failed answers: 10 of 50", sight(counts(100, 0, 50, 10, 0, 0, 1), WELL));
    breach("slow: a call took 2.00 s", sight(counts(100, 0, 50, 0, 100, 200, 1), WELL));
    breach("slow: first words within 8.0 s", sight(counts(100, 0, 50, 0, 100, 2, 8), WELL));
  }

  private static Sight away(List<String> down, List<String> alerts) {
    return new Sight(WELL, WELL, WELL, WELL, down, alerts);
  }

  @Test
  void whereFewComeTheWholeStepIsJudged() {
    Counts minute = counts(3, 1, 2, 1, 3, 1, 1);
    Counts step = counts(45, 15, 30, 15, 45, 15, 1);
    Counts old = counts(400, 0, 270, 0, 400, 8, 1);
    assertEquals(
        Optional.of("errors: 15 of 45 requests (33.3 %, allowed 2.0 %)"),
        judge.breach(new Sight(minute, WELL, step, old, List.of(), List.of())));
  }

  @Test
  void saysWhatTooFewCameFor() {
    assertEquals(List.of(), judge.unjudged(WELL));
    assertEquals(
        List.of("7 answers", "7 first words"), judge.unjudged(counts(40, 0, 7, 0, 40, 1, 1)));
  }

  @Test
  void aFewAreNotJudged() {
    assertEquals(Optional.empty(), judge.breach(sight(counts(19, 19, 19, 19, 19, 1000, 60), WELL)));
  }

  @Test
  void whatBothSufferFromIsNoFaultOfTheNewVersion() {
    Counts slow = counts(200, 60, 100, 40, 200, 400, 30);
    assertEquals(Optional.empty(), judge.breach(sight(slow, slow)));
    breach("errors", sight(slow, Counts.NONE));
  }

  @Test
  void aNodeThatIsAwayAndAnAlertThatFiresAreEnough() {
    breach("node-2 is not ready", away(List.of("node-2"), List.of()));
    breach("alerts fire: DatabaseDown", away(List.of(), List.of("DatabaseDown")));
  }
}
