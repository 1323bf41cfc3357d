package dev.sparkle.cli.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Judges whether what a node holds stayed flat. The first third is warming up, and not judged. */
final class Soak {

  private static final double CERTAIN = 0.01;
  private static final int LEAST_SAMPLES = 8;

  /**
   * A judgement.
   *
   * @param words what was judged, and how it went
   * @param flat whether it stayed
   * @param perHour the slope
   * @param growth what the slope amounts to over what was judged
   * @param chance as {@link Slope}
   */
  record Verdict(
      String words, String unit, boolean flat, double perHour, double growth, double chance) {}

  /**
   * What is judged.
   *
   * @param share of the middle value by which it may grow
   * @param least growth that counts at all, in its unit
   */
  private record Kind(
      String name, String unit, ToDoubleFunction<Sample> of, double share, double least) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("resident memory", "MiB", Sample::rssMib, 0.05, 30),
          new Kind("heap after collection", "MiB", Sample::heapMib, 0.1, 20),
          new Kind("threads", "", Sample::threads, 0.1, 8),
          new Kind("open files and sockets", "", Sample::handles, 0.1, 20),
          new Kind("dead rows of the tables", "%", Sample::deadPercent, 0.5, 10));

  private Soak() {}

  /** All judgements; none of a kind of which there are too few samples. */
  static List<Verdict> judge(List<Sample> samples) {
    List<Sample> judged = samples.subList(samples.size() / 3, samples.size());
    List<Verdict> verdicts = new ArrayList<>();
    for (Kind kind : KINDS) {
      List<Sample> known =
          judged.stream().filter(each -> !Double.isNaN(kind.of().applyAsDouble(each))).toList();
      if (known.size() >= LEAST_SAMPLES) {
        verdicts.add(judge(kind, known));
      }
    }
    return verdicts;
  }

  private static Verdict judge(Kind kind, List<Sample> samples) {
    List<Double> hours = samples.stream().map(each -> each.seconds() / 3600).toList();
    List<Double> values = samples.stream().map(kind.of()::applyAsDouble).toList();
    Slope slope = Slope.of(hours, values);
    double growth = slope.perUnit() * (hours.get(hours.size() - 1) - hours.get(0));
    double middle = values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    double most = Math.max(kind.least(), kind.share() * middle);
    boolean flat = slope.chance() > CERTAIN || growth <= most;
    return new Verdict(
        String.format(
            Locale.ROOT,
            "%s %s: %+.1f %s in %.0f min, at %.0f (up to %.0f is flat)",
            kind.name(),
            flat ? "stays" : "grows",
            growth,
            kind.unit(),
            60 * (hours.get(hours.size() - 1) - hours.get(0)),
            middle,
            most),
        kind.unit(),
        flat,
        slope.perUnit(),
        growth,
        slope.chance());
  }
}
