package dev.sparkle.cli.harden;

import java.util.ArrayList;
import java.util.List;

/** All that is looked at, one after another. */
final class Examination {

  private final List<Probe> probes;

  Examination(List<Probe> probes) {
    this.probes = List.copyOf(probes);
  }

  /** In the order of the table; those that make connections of their own for long come last. */
  static Examination complete(List<Declared> declared) {
    return new Examination(
        List.of(
            new ProcessProbe(),
            new FileProbe(),
            new ListenerProbe(declared),
            new TlsProbe(),
            new HeaderProbe(),
            new PathProbe(),
            new MethodProbe(),
            new SizeProbe(),
            new SlowProbe(),
            new RateProbe()));
  }

  /** What they found. A probe that breaks has found that it could not look: that is no pass. */
  List<Finding> of(Scene scene) {
    List<Finding> findings = new ArrayList<>();
    for (Probe probe : probes) {
      try {
        findings.addAll(probe.look(scene));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return findings;
      } catch (Exception e) {
        findings.add(
            Finding.fail(
                probe.area(), "could not be looked at", e.toString(), "Does the server answer?"));
      }
    }
    return findings;
  }
}
