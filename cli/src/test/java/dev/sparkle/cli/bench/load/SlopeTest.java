package dev.sparkle.cli.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlopeTest {

  private static final int SAMPLES = 60;

  @Test
  void measuresALineInSpiteOfStraySamples() {
    Slope slope = slope(i -> i == 7 || i == 30 ? 10_000 : 3.0 * i);

    assertEquals(3, slope.perUnit(), 0.01);
    assertTrue(slope.chance() < 0.001, slope.toString());
  }

  @Test
  void seesNoTrendInNoise() {
    int trends = 0;
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      trends += slope(i -> random.nextGaussian()).chance() < 0.01 ? 1 : 0;
    }

    assertTrue(trends <= 4, trends + " of 100, where one is expected");
  }

  @Test
  void seesATrendThatIsAsLargeAsTheNoise() {
    Random random = new Random(1);

    Slope slope = slope(i -> random.nextGaussian() + 3.0 * i / SAMPLES);

    assertTrue(slope.chance() < 0.01, slope.toString());
  }

  @Test
  void aConstantHasNoTrendAndFewSamplesProveNothing() {
    assertEquals(new Slope(0, 1), slope(i -> 5));
    assertEquals(new Slope(0, 1), Slope.of(List.of(1.0, 2.0), List.of(1.0, 9.0)));
  }

  @Test
  void knowsTheNormalDistribution() {
    assertEquals(0.5, Slope.normal(0), 1e-6);
    assertEquals(0.975, Slope.normal(1.959964), 1e-6);
    assertEquals(0.025, Slope.normal(-1.959964), 1e-6);
  }

  @Test
  void memoryThatGrowsIsNotFlatAndMemoryThatWavesIs() {
    assertFalse(flat(Soak.judge(samples(i -> 600 + 5.0 * i)), "resident memory"));
    assertTrue(flat(Soak.judge(samples(i -> 600 + 20 * Math.sin(i))), "resident memory"));
  }

  @Test
  void warmingUpIsNotJudged() {
    assertTrue(
        flat(Soak.judge(samples(i -> i < SAMPLES / 3 ? 400 + 20.0 * i : 800)), "resident memory"));
  }

  @Test
  void ofTooFewSamplesNothingIsFlat() {
    List<Soak.Verdict> verdicts = Soak.judge(samples(i -> 1).subList(0, 6));

    assertEquals(5, verdicts.size());
    assertTrue(verdicts.stream().noneMatch(Soak.Verdict::flat), verdicts.toString());
  }

  @Test
  void aHeapThatNobodyToldIsNotFlat() {
    for (double untold : new double[] {0, Double.NaN}) {
      List<Sample> samples =
          IntStream.range(0, SAMPLES)
              .mapToObj(i -> new Sample(30.0 * i, 600, untold, 90, 300, 0, 10, 20))
              .toList();

      List<Soak.Verdict> verdicts = Soak.judge(samples);

      assertFalse(flat(verdicts, "heap after collection"));
      assertTrue(flat(verdicts, "dead rows of the tables"), "none is a good figure");
      assertFalse(figures(100, verdicts).flat());
    }
  }

  @Test
  void aSoakInWhichNobodyAskedShowsNothing() {
    List<Soak.Verdict> flat = Soak.judge(samples(i -> 600));

    assertTrue(figures(100, flat).flat());
    assertFalse(figures(0, flat).flat());
    assertFalse(figures(100, List.of()).flat());
  }

  private static LoadSoak.Figures figures(long questions, List<Soak.Verdict> verdicts) {
    return new LoadSoak.Figures(10, 180, questions, 0, Map.of(), List.of(), verdicts);
  }

  private static boolean flat(List<Soak.Verdict> verdicts, String name) {
    return verdicts.stream()
        .filter(each -> each.words().startsWith(name))
        .findFirst()
        .orElseThrow()
        .flat();
  }

  private static List<Sample> samples(IntToDoubleFunction rss) {
    return IntStream.range(0, SAMPLES)
        .mapToObj(i -> new Sample(30.0 * i, rss.applyAsDouble(i), 100, 90, 300, 5, 10, 20))
        .toList();
  }

  private static Slope slope(IntToDoubleFunction values) {
    List<Double> times = new ArrayList<>();
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      times.add((double) i);
      all.add(values.applyAsDouble(i));
    }
    return Slope.of(times, all);
  }
}
