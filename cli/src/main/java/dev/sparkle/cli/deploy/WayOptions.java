package dev.sparkle.cli.deploy;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.terminal.Figures;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What {@code deploy} and {@code rollback} have in common: how long, and how strict. */
final class WayOptions {

  @Option(
      names = "--hold",
      paramLabel = "TIME",
      defaultValue = "15m",
      converter = Lengths.class,
      description = "how long each share (10, 50, 100 %%) is kept: 90s, 15m (default), 1h")
  private Duration hold;

  @Option(
      names = "--watch",
      paramLabel = "TIME",
      defaultValue = "1h",
      converter = Lengths.class,
      description = "how long the old nodes stand by after that (default: 1h)")
  private Duration watch;

  @Option(
      names = "--max-errors",
      paramLabel = "PERCENT",
      defaultValue = "2",
      description = "of requests, above the old nodes' (default: ${DEFAULT-VALUE})")
  private double errors;

  @Option(
      names = "--max-failed",
      paramLabel = "PERCENT",
      defaultValue = "5",
      description = "of answers, above the old nodes' (default: ${DEFAULT-VALUE})")
  private double failed;

  @Option(
      names = "--max-call",
      paramLabel = "SECONDS",
      defaultValue = "1",
      description = "a call on average, or three times the old nodes' (default: ${DEFAULT-VALUE})")
  private double call;

  @Option(
      names = "--max-first-words",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description =
          "for 95 of 100 answers, or three times the old nodes' (default: ${DEFAULT-VALUE})")
  private double words;

  @Option(
      names = "--prometheus",
      paramLabel = "URL",
      description =
          "whose critical alerts lead back, too (default: that of ./sparkle monitoring, where it"
              + " runs)")
  private URI prometheus;

  /**
   * Where alerts are asked for; null: at the installation's own.
   *
   * @throws Trouble when it is no address
   */
  URI prometheus() {
    if (prometheus != null
        && (prometheus.getHost() == null
            || !String.valueOf(prometheus.getScheme()).matches("https?"))) {
      throw new Trouble(
          ExitCode.USAGE,
          "--prometheus is \"" + prometheus + "\", which is no address.",
          "Write it as http://host:port.");
    }
    return prometheus;
  }

  Thresholds thresholds() {
    return new Thresholds(
        errors / 100,
        failed / 100,
        call,
        words,
        Thresholds.USUAL.factor(),
        Thresholds.USUAL.fewest());
  }

  Pace pace() {
    return Pace.of(hold, watch);
  }

  /** Says what is shorter than it should be for learners. */
  void tell(PrintStream out) {
    if (pace().shortened()) {
      out.printf(
          "  Shortened: each share is kept for %s (15 min for learners), the old nodes stand by for"
              + " %s (1 h).%n",
          Figures.took(hold), Figures.took(watch));
    }
  }
}
