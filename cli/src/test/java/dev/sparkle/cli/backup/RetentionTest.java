package dev.sparkle.cli.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RetentionTest {

  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  @Test
  void keepsTheLastOnes() {
    List<Instant> hourly = hourly(10);
    assertEquals(hourly.subList(3, 10), tooOld(new Retention(3, 0, 0, 0), hourly));
  }

  @Test
  void keepsTheLastOfEachDayWeekAndMonth() {
    // every twelve hours for a hundred days, the newest first
    List<Instant> all =
        IntStream.range(0, 200).mapToObj(n -> NOON.minus(n * 12L, ChronoUnit.HOURS)).toList();
    List<Instant> old = tooOld(new Retention(1, 3, 2, 3), all);
    List<String> kept =
        all.stream().filter(each -> !old.contains(each)).map(Instant::toString).toList();
    assertEquals(
        List.of(
            "2026-11-26T12:00:00Z", // the last; of its day, week and month
            "2026-11-25T12:00:00Z",
            "2026-11-24T12:00:00Z",
            "2026-11-22T12:00:00Z", // Sunday: of the week before
            "2026-10-31T12:00:00Z",
            "2026-09-30T12:00:00Z"),
        kept);
  }

  @Test
  void countsOnlyDaysWithABackup() {
    List<Instant> all = List.of(NOON, NOON.minus(40, ChronoUnit.DAYS));
    assertEquals(List.of(), tooOld(new Retention(1, 2, 0, 0), all));
  }

  @Property
  void neverRemovesTheNewest(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 100_000) Integer> minutes,
      @ForAll @IntRange(min = 1, max = 5) int last,
      @ForAll @IntRange(max = 5) int others) {
    List<Instant> all =
        minutes.stream().distinct().map(m -> NOON.minus(m, ChronoUnit.MINUTES)).toList();
    List<Instant> old = tooOld(new Retention(last, others, others, others), all);
    assertFalse(old.contains(all.stream().max(Instant::compareTo).orElseThrow()));
    assertEquals(true, all.size() - old.size() >= Math.min(last, all.size()));
  }

  @Test
  void refusesToKeepNothing() {
    assertThrows(IllegalArgumentException.class, () -> new Retention(0, 1, 1, 1));
  }

  private static List<Instant> hourly(int number) {
    return IntStream.range(0, number).mapToObj(n -> NOON.minus(n, ChronoUnit.HOURS)).toList();
  }

  private static List<Instant> tooOld(Retention retention, List<Instant> all) {
    return retention.tooOld(all, Function.identity());
  }
}
