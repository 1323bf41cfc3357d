package dev.sparkle.cli.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.drill.Happening.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Good histories pass; each thing that can go wrong is found, at the task that it went wrong with.
 */
class HistoryCheckerTest {

  /** A way to go wrong, and what must be found. */
  private enum Fault {
    FORGOTTEN_TASK(Rule.KEPT, Kind.ENDED, isAcknowledged(), (each, all) -> without(each, all)),
    ENDED_AGAIN(Rule.ENDS_ONCE, Kind.ENDED, any(), (each, all) -> with(each, all)),
    ENDED_OTHERWISE(
        Rule.ENDS_ONCE,
        Kind.ENDED,
        any(),
        (each, all) -> with(happening(Kind.ENDED, each.subject(), "cancelled"), all)),
    ENDED_IN_THE_MIDDLE(
        Rule.ENDS_ONCE, Kind.ENDED, any(), (each, all) -> instead(each, "running", all)),
    GAVE_UP(Rule.SUCCEEDS, Kind.ENDED, any(), (each, all) -> instead(each, "dead", all)),
    NO_EFFECT(Rule.WORKED, Kind.EFFECT, any(), (each, all) -> without(each, all)),
    EFFECT_AGAIN(Rule.EFFECT_ONCE, Kind.EFFECT, any(), (each, all) -> with(each, all)),
    NOBODY_ASKED(Rule.ASKED_FOR, Kind.NAMED, any(), (each, all) -> instead(each, "x", all)),
    UNNAMED(Rule.ASKED_FOR, Kind.NAMED, any(), (each, all) -> without(each, all)),
    TOLD_FALSELY(Rule.TOLD_TRULY, Kind.TOLD, any(), (each, all) -> instead(each, "queued", all)),
    NEVER_ANSWERED(Rule.ANSWERED, Kind.ANSWERED, any(), (each, all) -> without(each, all)),
    ANSWERED_TWICE(
        Rule.ANSWERED,
        Kind.ANSWERED,
        any(),
        (each, all) -> with(happening(Kind.ANSWERED, each.subject(), "stopped"), all)),
    ANSWERED_OTHERWISE(
        Rule.ANSWERED, Kind.ANSWERED, any(), (each, all) -> instead(each, "lost", all)),
    LEFT_OUT(
        Rule.GAPLESS,
        Kind.ANSWERED,
        any(),
        (each, all) -> with(happening(Kind.GAP, each.subject(), "5 after 3"), all));

    private final Rule rule;
    private final Kind kind;
    private final Predicate<Happening> where;
    private final BiFunction<Happening, List<Happening>, List<Happening>> damage;

    Fault(
        Rule rule,
        Kind kind,
        Predicate<Happening> where,
        BiFunction<Happening, List<Happening>, List<Happening>> damage) {
      this.rule = rule;
      this.kind = kind;
      this.where = where;
      this.damage = damage;
    }
  }

  private static Predicate<Happening> any() {
    return each -> true;
  }

  /** Of four tasks the first and the last are; see {@link GoodHistory}. */
  private static Predicate<Happening> isAcknowledged() {
    return each -> Integer.parseInt(each.subject().substring(2)) % 4 != 1;
  }

  private static Happening happening(Kind kind, String subject, String about) {
    return new Happening(Instant.EPOCH, kind, subject, about);
  }

  private static List<Happening> without(Happening one, List<Happening> all) {
    List<Happening> less = new ArrayList<>(all);
    less.remove(one);
    return less;
  }

  private static List<Happening> with(Happening one, List<Happening> all) {
    List<Happening> more = new ArrayList<>(all);
    more.add(one);
    return more;
  }

  private static List<Happening> instead(Happening one, String about, List<Happening> all) {
    return with(happening(one.kind(), one.subject(), about), without(one, all));
  }

  @Property
  void findsNothingInAGoodHistory(
      @ForAll @IntRange(max = 40) int tasks,
      @ForAll @IntRange(max = 20) int answers,
      @ForAll Random chance) {
    List<Happening> history = new ArrayList<>(GoodHistory.of(tasks, answers));
    Collections.shuffle(history, chance);
    assertEquals(List.of(), HistoryChecker.check(history));
  }

  @Property
  void findsEachFaultWhereItIs(
      @ForAll Fault fault,
      @ForAll @IntRange(min = 1, max = 40) int tasks,
      @ForAll @IntRange(min = 1, max = 20) int answers,
      @ForAll Random chance) {
    List<Happening> good = GoodHistory.of(tasks, answers);
    List<Happening> places =
        good.stream().filter(each -> each.kind() == fault.kind && fault.where.test(each)).toList();
    Happening place = places.get(chance.nextInt(places.size()));
    List<Happening> bad = new ArrayList<>(fault.damage.apply(place, good));
    Collections.shuffle(bad, chance);

    List<Breach> found = HistoryChecker.check(bad);

    assertTrue(
        found.stream()
            .anyMatch(each -> each.rule() == fault.rule && each.subject().equals(place.subject())),
        fault + " at " + place + " gave " + found);
    assertTrue(
        found.stream().allMatch(each -> each.subject().equals(place.subject())),
        "nothing else is wrong: " + found);
  }

  @Test
  void findsATaskThatIsThereTwice() {
    List<Happening> history = new ArrayList<>(GoodHistory.of(1, 0));
    history.add(happening(Kind.NAMED, "t-again", "c-0"));
    assertEquals(
        List.of(new Breach(Rule.ASKED_FOR, "c-0", "was asked for once and is there as 2")),
        HistoryChecker.check(history));
  }

  @Test
  void findsAQuestionThatBecameTwoAnswers() {
    List<Happening> history = new ArrayList<>(GoodHistory.of(0, 1));
    history.add(happening(Kind.ACCEPTED, "q-0", "a-again"));
    history.add(happening(Kind.ANSWERED, "a-again", "done"));
    assertEquals(
        List.of(new Breach(Rule.ANSWERED, "q-0", "was accepted as 2 answers")),
        HistoryChecker.check(history));
  }

  @Test
  void tellsWhatALearnerSawLastWhoWaitedInVain() {
    List<Happening> history =
        List.of(
            happening(Kind.ACCEPTED, "q-0", "a-0"),
            happening(Kind.GAVE_UP, "a-0", "resumes after 7"));
    assertEquals(
        List.of(
            new Breach(
                Rule.ANSWERED, "a-0", "has the ends []; its learner saw last: resumes after 7")),
        HistoryChecker.check(history));
  }

  @Test
  void findsAnAcknowledgedTaskOfWhichNothingIsLeft() {
    List<Happening> history =
        List.of(happening(Kind.SUBMITTED, "c-0", ""), happening(Kind.ACKNOWLEDGED, "c-0", "t-0"));
    assertEquals(
        List.of(new Breach(Rule.KEPT, "t-0", "was acknowledged to c-0 and never ended")),
        HistoryChecker.check(history));
  }
}
