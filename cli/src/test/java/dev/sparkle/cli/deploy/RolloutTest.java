package dev.sparkle.cli.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong, and whenever: learners have somebody, and the end is one of two. */
class RolloutTest {

  private static final Duration HOLD = Duration.ofMinutes(15);
  private static final Duration WATCH = Duration.ofHours(1);

  /** Moves only when somebody waits. */
  private static final class MovedClock extends Clock {
    private Instant now = Instant.parse("2026-11-26T06:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private final MovedClock clock = new MovedClock();
  private final List<Deployment> written = new ArrayList<>();
  private final List<String> told = new ArrayList<>();

  private Deployment begun() {
    written.clear();
    told.clear();
    return Deployment.begin(
        "a", "b", false, List.of(PlayedGround.OLD), List.of(PlayedGround.FRESH), clock.instant());
  }

  private Rollout rollout(Deployment from, Ground ground) {
    return rollout(from, ground, length -> clock.now = clock.now.plus(length));
  }

  private Rollout rollout(Deployment from, Ground ground, Rollout.Waiting waiting) {
    return new Rollout(
        from,
        ground,
        new Judge(Thresholds.USUAL),
        Pace.of(HOLD, WATCH),
        clock,
        waiting,
        written::add,
        told::add);
  }

  private static void requireOldAlone(PlayedGround ground) {
    assertEquals(Set.of(PlayedGround.OLD), ground.there);
    assertFalse(ground.emptied.contains(PlayedGround.OLD));
    assertEquals(0, ground.share);
    assertEquals("a", ground.live);
  }

  private static void requireNewAlone(PlayedGround ground) {
    assertEquals(Set.of(PlayedGround.FRESH), ground.there);
    assertEquals(100, ground.share);
    assertEquals("b", ground.live);
  }

  @Test
  void takesItsTimeAtEachShareAndThenStandsBy() {
    PlayedGround ground = new PlayedGround(-1, -1);
    Instant start = clock.instant();
    assertEquals(Phase.DONE, rollout(begun(), ground).run().phase());
    requireNewAlone(ground);
    assertEquals(List.of(10, 50, 100, 100), ground.shares);
    assertEquals(HOLD.multipliedBy(3).plus(WATCH), Duration.between(start, clock.instant()));
    assertEquals(4, told.stream().filter(each -> each.contains(" for ")).count(), told::toString);
  }

  @Test
  void saysThatTooFewCameInsteadOfATick() {
    PlayedGround ground = new PlayedGround(-1, -1);
    ground.well = new Counts(7, 0, 3, 0, 7, 1, new TreeMap<>());
    rollout(begun(), ground).run();
    List<String> steps = told.stream().filter(each -> each.contains(" for ")).toList();
    assertEquals(4, steps.size(), told::toString);
    for (String each : steps) {
      assertTrue(each.startsWith("! "), each);
      assertTrue(each.contains("too few to judge by: 7 requests, 3 answers"), each);
    }
  }

  @Test
  void aSideThatDoesNotTellIsWaitedForUntilTheLimit() {
    PlayedGround ground = new PlayedGround(-1, -1);
    ground.silent = 20;
    rollout(begun(), ground).run();
    assertEquals(-1, ground.silent, "asked until it told");
    assertTrue(told.get(told.size() - 1).endsWith("nothing runs there any more"), told::toString);

    PlayedGround mute = new PlayedGround(-1, -1);
    mute.silent = Integer.MAX_VALUE;
    Deployment begun = begun();
    Instant start = clock.instant();
    assertEquals(Phase.DONE, rollout(begun, mute).run().phase());
    Pace pace = Pace.of(HOLD, WATCH);
    assertEquals(
        HOLD.multipliedBy(3).plus(WATCH).plus(pace.ending()),
        Duration.between(start, clock.instant()));
    assertTrue(told.get(told.size() - 1).contains("is not known"), told::toString);
  }

  @Test
  void whatOneNodeDoesNotTellIsNotNone() {
    assertEquals(
        OptionalInt.empty(), NodesGround.together(Stream.of(Optional.of(0), Optional.empty())));
    assertEquals(
        OptionalInt.of(5), NodesGround.together(Stream.of(Optional.of(2), Optional.of(3))));
    assertEquals(OptionalInt.of(0), NodesGround.together(Stream.of()), "none is alive");
  }

  @Property
  void goesBackFromWhateverFails(
      @ForAll @IntRange(min = -1, max = 8) int troubleAt,
      @ForAll @IntRange(min = -1, max = 1300) int breachAt) {
    PlayedGround ground = new PlayedGround(troubleAt, breachAt);
    Deployment end = rollout(begun(), ground).run();
    ground.requireServed();
    if (end.phase() == Phase.DONE) {
      requireNewAlone(ground);
    } else {
      assertEquals(Phase.UNDONE, end.phase());
      assertTrue(
          end.reason().equals("step " + troubleAt + " failed")
              || end.reason().startsWith("errors: 50 of 100 requests"),
          end.reason());
      requireOldAlone(ground);
    }
  }

  @Property
  void anotherGoesOnFromWhatWasWrittenDown(
      @ForAll @IntRange(max = 5) int crashedAfter, @ForAll boolean undo) {
    PlayedGround ground = new PlayedGround(-1, -1);
    rollout(begun(), ground).run();
    Deployment left = written.get(crashedAfter);
    PlayedGround asLeft = new PlayedGround(-1, -1);
    if (left.phase() != Phase.STARTING) {
      asLeft.there.add(PlayedGround.FRESH);
    }
    asLeft.share = left.share();
    Rollout other = rollout(left, asLeft);
    if (undo && left.phase().canGoBack()) {
      assertTrue(other.interrupt());
      requireOldAlone(asLeft);
      assertEquals(Phase.UNDONE, other.now().phase());
    } else {
      assertEquals(Phase.DONE, other.run().phase());
      requireNewAlone(asLeft);
    }
  }

  @Property
  void interruptionGoesBackUnlessItIsTooLate(@ForAll @IntRange(max = 1300) int pauses) {
    PlayedGround ground = new PlayedGround(-1, -1);
    Rollout[] running = new Rollout[1];
    int[] waited = {0};
    running[0] =
        rollout(
            begun(),
            ground,
            length -> {
              clock.now = clock.now.plus(length);
              if (waited[0]++ == pauses) {
                assertTrue(running[0].interrupt());
              }
            });
    Deployment end = running[0].run();
    if (waited[0] > pauses) {
      assertEquals("interrupted", end.reason());
      assertEquals(Phase.UNDONE, end.phase());
      requireOldAlone(ground);
    } else {
      requireNewAlone(ground);
    }
  }

  @Test
  void nothingGoesBackOnceTheOldNodesAreBeingStopped() {
    Deployment closing =
        begun()
            .become(Phase.PROVING, clock.instant())
            .shift(100, clock.instant())
            .become(Phase.WATCHING, clock.instant())
            .become(Phase.CLOSING, clock.instant());
    PlayedGround ground = new PlayedGround(-1, -1);
    ground.there.add(PlayedGround.FRESH);
    ground.share = 100;
    assertFalse(rollout(closing, ground).interrupt());
    assertEquals(Phase.DONE, rollout(closing, ground).run().phase());
    requireNewAlone(ground);
  }
}
