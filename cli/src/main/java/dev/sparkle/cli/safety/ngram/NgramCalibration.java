package dev.sparkle.cli.safety.ngram;

import dev.sparkle.cli.safety.ngram.LeftOut.Scored;
import dev.sparkle.safety.control.input.NgramModel.Calibration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Finds the threshold and the slope from rows of sources that training did not see: so few false
 * alarms as set here, for each kind of innocent text, whatever is found then.
 */
final class NgramCalibration {

  /** Of ordinary texts; a third of what the whole layer may take, since the parts add up. */
  private static final double ORDINARY_ALARMS = 0.003;

  /** Of school texts, which are what a tutor gets. */
  private static final double SCHOOL_ALARMS = 0.001;

  /** Of each set of innocent texts that look like attacks; half. */
  private static final double HARD_ALARMS = 0.025;

  /** Smaller sets tell no such share. */
  private static final int ENOUGH = 100;

  private final List<Scored> rows;
  private final ToDoubleFunction<Scored> raw;
  private final Predicate<Scored> truth;

  private NgramCalibration(
      List<Scored> rows, ToDoubleFunction<Scored> raw, Predicate<Scored> truth) {
    this.rows = rows;
    this.raw = raw;
    this.truth = truth;
  }

  static Calibration ofManipulation(List<Scored> rows) {
    return new NgramCalibration(
            rows, Scored::manipulation, scored -> scored.row().lesson().manipulation())
        .find();
  }

  static Calibration ofHarm(List<Scored> rows) {
    return new NgramCalibration(rows, Scored::harm, scored -> scored.row().lesson().harm()).find();
  }

  private Calibration find() {
    double english = threshold("en");
    double chinese = threshold("zh");
    return new Calibration((float) slope(english, chinese), (float) english, (float) chinese);
  }

  private double threshold(String lang) {
    Map<String, double[]> kinds =
        rows.stream()
            .filter(each -> each.row().isBenign() && each.row().row().lang().equals(lang))
            .filter(each -> !each.row().row().category().equals("document"))
            .collect(
                Collectors.groupingBy(
                    NgramCalibration::kind,
                    Collectors.collectingAndThen(Collectors.toList(), this::sorted)));
    return kinds.entrySet().stream()
        .filter(kind -> kind.getValue().length >= ENOUGH)
        .mapToDouble(kind -> quantile(kind.getValue(), alarms(kind.getKey())))
        .max()
        .orElse(0);
  }

  private static String kind(Scored scored) {
    return scored.row().row().category();
  }

  private static double alarms(String kind) {
    if (kind.equals("education")) {
      return SCHOOL_ALARMS;
    }
    return kind.startsWith("hard") ? HARD_ALARMS : ORDINARY_ALARMS;
  }

  private double[] sorted(Collection<Scored> of) {
    return of.stream().mapToDouble(raw).sorted().toArray();
  }

  private static double quantile(double[] sorted, double above) {
    return sorted[(int) Math.min(sorted.length - 1.0, sorted.length * (1 - above))];
  }

  /** The likeliest one, with both answers of equal weight, wherever their border is. */
  private double slope(double english, double chinese) {
    double[] distances =
        rows.stream()
            .mapToDouble(each -> raw.applyAsDouble(each) - (isChinese(each) ? chinese : english))
            .toArray();
    boolean[] truths = new boolean[distances.length];
    int yes = 0;
    for (int at = 0; at < truths.length; at++) {
      truths[at] = truth.test(rows.get(at));
      yes += truths[at] ? 1 : 0;
    }
    double best = 1;
    double least = Double.POSITIVE_INFINITY;
    for (double slope = 0.2; slope < 4; slope *= 1.15) {
      for (double border = -6; border <= 1; border += 0.25) {
        double surprise = surprise(distances, truths, yes, slope, border);
        if (surprise < least) {
          least = surprise;
          best = slope;
        }
      }
    }
    return best;
  }

  private static double surprise(
      double[] distances, boolean[] truths, int yes, double slope, double border) {
    double sum = 0;
    for (int at = 0; at < distances.length; at++) {
      double odds = slope * (distances[at] - border);
      sum +=
          Math.log1p(Math.exp(truths[at] ? -odds : odds))
              / (truths[at] ? yes : distances.length - yes);
    }
    return sum;
  }

  private static boolean isChinese(Scored scored) {
    return scored.row().row().lang().equals("zh");
  }
}
