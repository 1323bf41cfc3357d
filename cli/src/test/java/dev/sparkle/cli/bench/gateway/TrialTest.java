package dev.sparkle.cli.bench.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrialTest {

  @Test
  void takesQuantilesOfTheLaterTwoThirds() throws Exception {
    long[] asked = {0};
    Route route =
        new Route() {
          @Override
          public String name() {
            return "route";
          }

          @Override
          public Asker asker() {
            return question -> new Times(++asked[0] * 1_000_000, 500_000_000);
          }
        };
    Trial trial = new Trial(route, List.of("why?"));
    for (int number = 0; number < 150; number++) {
      trial.ask(number);
    }

    Trial.Figures figures = trial.figures();
    assertEquals(100, figures.asked());
    assertEquals(101.0, figures.firstMs()[0], "the median of 51 to 150");
    assertEquals(150.0, figures.firstMs()[2]);
    assertEquals(500.0, figures.wholeMs()[1]);
  }

  @Test
  void quantileOfNothingIsNoNumber() {
    assertTrue(Double.isNaN(Trial.quantile(new double[0], 0.5)));
    double[] hundred = IntStream.rangeClosed(1, 100).mapToDouble(i -> i).toArray();
    assertEquals(100, Trial.quantile(hundred, 1));
  }
}
