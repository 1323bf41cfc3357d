package dev.sparkle.cli.chart;

import java.util.List;

/**
 * A line of a plot.
 *
 * @param points x and y, in the order of x
 */
public record Line(String name, List<double[]> points) {

  public Line {
    points = List.copyOf(points);
  }
}
