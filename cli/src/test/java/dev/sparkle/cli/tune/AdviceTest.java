package dev.sparkle.cli.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AdviceTest {

  private static Curve curve(Map<Integer, Double> points) {
    return new Curve(new TreeMap<>(points));
  }

  private static final Measured FOUR_CORES =
      new Measured(
          4,
          16_384,
          0.1,
          0.5,
          1.5,
          curve(Map.of(1, 500.0, 8, 4000.0, 16, 9600.0, 32, 10_000.0)),
          curve(Map.of(8, 30_000.0)),
          curve(Map.of(8, 300.0, 16, 700.0, 24, 990.0, 32, 1000.0)),
          curve(Map.of(64, 20_000.0, 256, 39_000.0, 1024, 40_000.0)));

  private static String advised(String queues, String variable) {
    return Advice.of(FOUR_CORES, queues).stream()
        .filter(each -> each.variable().equals(variable))
        .map(Advice.Advised::value)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void takesTheSmallestSizeThatGivesNearlyAll() {
    assertEquals("batch=4,default=24,ingest=4", advised("default=8", "SPARKLE_TASKS_QUEUES"));
    assertEquals("256", advised("default=8", "SPARKLE_TASKS_BATCH"));
    assertEquals("4", advised("default=8", "SPARKLE_JOBS_PARTITIONS"));
  }

  @Test
  void poolHasRoomForEveryHandlerAndForRequests() {
    assertEquals("36", advised("default=8", "SPARKLE_DB_POOL"));
  }

  @Test
  void keepsQueuesOfOnesOwn() {
    assertEquals(
        "batch=4,default=24,ingest=4,mail=3", advised("mail=3, default=8", "SPARKLE_TASKS_QUEUES"));
  }

  @Test
  void queuesInAnotherOrderAreNoChange() {
    assertTrue(Advice.same("default=8, ingest=2", "ingest=2,default=8"));
    assertFalse(Advice.same("default=8,ingest=2", "default=8"));
    assertFalse(Advice.same("20", "24"));
  }

  @Test
  void tellsAgainstWhatItChangesSomething() {
    Recommendation found =
        Recommendation.of(
            FOUR_CORES,
            "node-1",
            Map.of(
                "SPARKLE_TASKS_QUEUES", "default=24,ingest=4,batch=4",
                "SPARKLE_TASKS_BATCH", "1024",
                "SPARKLE_DB_POOL", "36",
                "SPARKLE_JOBS_PARTITIONS", "4"),
            false);
    assertEquals(Map.of("SPARKLE_TASKS_BATCH", "256"), found.changes());
  }

  @Property
  void enoughIsEnoughAndNothingSmallerIs(
      @ForAll @Size(min = 1, max = 8)
          Map<@IntRange(min = 1, max = 64) Integer, @DoubleRange(min = 1, max = 1e5) Double> points,
      @ForAll @DoubleRange(min = 0.01, max = 1) double share) {
    Curve curve = curve(points);
    int size = curve.enough(share);
    assertTrue(curve.at(size) >= share * curve.best());
    assertTrue(
        points.entrySet().stream()
            .filter(each -> each.getKey() < size)
            .allMatch(each -> each.getValue() < share * curve.best()));
  }

  @Test
  void curveWithoutAPointIsNone() {
    assertThrows(IllegalArgumentException.class, () -> curve(Map.of()));
  }
}
