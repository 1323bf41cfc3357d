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
   * @param flat whether it stayed; false, too, if there was too little to judge it by
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
   * @param mayBeZero whether nothing is a figure; a node that runs holds memory, threads and files
   */
  private record Kind(
      String name,
      String unit,
      ToDoubleFunction<Sample> of,
      double share,
      double least,
      boolean mayBeZero) {

    /** What is not a number, or nothing where there must be something, was not measured. */
    boolean knows(Sample sample) {
      double value = of.applyAsDouble(sample);
      return value > 0 || mayBeZero && value == 0;
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          new Kind("resident memory", "MiB", Sample::rssMib, 0.05, 30, false),
          new Kind("heap after collection", "MiB", Sample::heapMib, 0.1, 20, false),
          new Kind("threads", "", Sample::threads, 0.1, 8, false),
          new Kind("open files and sockets", "", Sample::handles, 0.1, 20, false),
          new Kind("dead rows of the tables", "%", Sample::deadPercent, 0.5, 10, true));

  private Soak() {}

  /** A judgement of each kind; one of which there are too few samples is not flat, and says so. */
  static List<Verdict> judge(List<Sample> samples) {
    List<Sample> judged = samples.subList(samples.size() / 3, samples.size());
    List<Verdict> verdicts = new ArrayList<>();
    for (Kind kind : KINDS) {
      List<Sample> known = judged.stream().filter(kind::knows).toList();
      verdicts.add(known.size() < LEAST_SAMPLES ? unknown(kind, known.size()) : judge(kind, known));
    }
    return verdicts;
  }

  private static Verdict unknown(Kind kind, int samples) {
    String words =
        "%s cannot be judged: %d samples, and %d are needed"
            .formatted(kind.name(), samples, LEAST_SAMPLES);
    return new Verdict(words, kind.unit(), false, 0, 0, 1);
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
