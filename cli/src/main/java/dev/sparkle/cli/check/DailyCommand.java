package dev.sparkle.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.backup.Backup;
import dev.sparkle.cli.backup.Backups;
import dev.sparkle.cli.bench.load.Slope;
import dev.sparkle.cli.lifecycle.DataServices;
import dev.sparkle.cli.lifecycle.DbCommand;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.monitoring.PrometheusApi;
import dev.sparkle.cli.services.Database;
import dev.sparkle.cli.services.PostgresCluster;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Trouble;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle check daily}. */
@Command(
    name = "daily",
    mixinStandardHelpOptions = true,
    description = {
      "Every day: the main figures against the baseline (check baseline), the alerts of the day, the"
          + " trend of first words, what learners say of answers, the newest backup and the archive"
          + " of changes, and what to do."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is well",
      "1:something is worse than the baseline, a critical alert fired, there is no baseline or no"
          + " fresh backup, or changes are not archived as they should be"
    })
final class DailyCommand implements Callable<Integer> {

  private static final double UNHAPPY_PERCENT = 30;
  private static final int FEW_RATINGS = 10;
  private static final double CERTAIN = 0.01;

  /** The day's ratings; the table is as long as there were any, and is read once a day. */
  private static final String FEEDBACK =
      """
      select count(*) filter (where rating = 'up'), count(*) filter (where rating = 'down')
      from feedback where created_at > now() - interval '24 hours'
      """;

  @Spec private CommandSpec spec;
  @Mixin private CheckOptions options;

  @Option(
      names = "--window",
      paramLabel = "TIME",
      defaultValue = "24h",
      description = "Which time is judged, as Prometheus writes it. Default: ${DEFAULT-VALUE}")
  private String window;

  @Option(names = "--baseline", paramLabel = "FILE", description = "Another file")
  private Path file;

  @Option(
      names = "--backups",
      paramLabel = "DIR",
      description = "The folder the backups are in (default: .sparkle/backups)")
  private Path backups;

  @Override
  public Integer call() {
    Home home = Home.here();
    List<Finding> findings = new ArrayList<>();
    PrometheusApi prometheus = options.prometheus();
    try {
      Optional<Baseline> baseline = Baseline.read(file != null ? file : Baseline.file(home));
      findings.addAll(figures(prometheus, baseline));
      findings.addAll(alerts(prometheus));
      findings.add(trend(prometheus));
    } catch (Trouble silent) {
      findings.add(
          Finding.judged("Prometheus answers", false, silent.getMessage(), silent.remedy()));
    }
    findings.add(feedback(home));
    findings.addAll(safekeeping(home));
    CheckReport report = new CheckReport("daily", Instant.now().toString(), findings);
    report.print(spec.commandLine().getOut(), options.json());
    return report.exitCode();
  }

  private List<Finding> figures(PrometheusApi prometheus, Optional<Baseline> baseline) {
    List<Finding> findings = new ArrayList<>();
    if (baseline.isEmpty()) {
      findings.add(
          Finding.judged(
              "baseline",
              false,
              "there is none",
              "Take one on a good day: ./sparkle check baseline"));
    }
    for (MainFigure each : MainFigure.all()) {
      OptionalDouble now = each.ask(prometheus, window);
      Double then = baseline.map(kept -> kept.figures().get(each.name())).orElse(null);
      if (now.isEmpty()) {
        continue; // nothing of it happened
      }
      findings.add(
          then == null
              ? Finding.told(each.words(), now.getAsDouble(), each.unit())
              : compared(each, now.getAsDouble(), then));
    }
    return findings;
  }

  static Finding compared(MainFigure figure, double now, double then) {
    boolean good = figure.isAsGood(now, then);
    return Finding.judged(
        figure.words(),
        now,
        figure.unit(),
        good,
        Figure.words(now, figure.unit()) + ", baseline " + Figure.words(then, figure.unit()),
        advice(figure));
  }

  private static String advice(MainFigure figure) {
    return switch (figure) {
      case ANSWERS ->
          "Fewer ask than in the baseline. If that is no holiday: docs/runbooks/ThroughputDrop.md";
      case FAILED, FIRST_WORDS, ANSWER ->
          "docs/runbooks/LatencyP95.md; more nodes: ./sparkle up --nodes N";
      case DEAD -> "./sparkle tasks list --state dead; docs/runbooks/DeadLetters.md";
      case TASKS, TASK_WAIT ->
          "docs/runbooks/QueueBacklog.md; more workers: ./sparkle up --workers N";
      case TOKENS -> "docs/runbooks/CostSpike.md; budgets: docs/safety-quota.md";
      case HEAP -> "docs/runbooks/MemoryLeak.md";
      case CPU -> "docs/runbooks/HighCpuOrMemory.md; ./sparkle tune on a quiet machine";
    };
  }

  private List<Finding> alerts(PrometheusApi prometheus) {
    JsonNode series =
        prometheus.query(
            "count by (alertname, severity) (count_over_time(ALERTS{alertstate=\"firing\","
                + "alertname!=\"Watchdog\"}["
                + window
                + "]))");
    List<String> critical = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (JsonNode each : series) {
      String name = each.at("/metric/alertname").asText();
      (each.at("/metric/severity").asText().equals("critical") ? critical : others).add(name);
    }
    return List.of(
        Finding.judged(
            "critical alerts of the time",
            critical.size(),
            "",
            critical.isEmpty(),
            critical.isEmpty() ? "none" : String.join(", ", critical),
            "The runbooks of " + String.join(", ", critical) + " in docs/runbooks"),
        new Finding(
            "other alerts of the time",
            (double) others.size(),
            "",
            others.isEmpty() ? "none" : String.join(", ", others),
            null,
            ""));
  }

  private static Finding trend(PrometheusApi prometheus) {
    Instant now = Instant.now();
    List<Double> hours = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (JsonNode series :
        prometheus.range(
            "sparkle:first_words_seconds:p95",
            now.minus(Duration.ofHours(24)),
            now,
            Duration.ofMinutes(30))) {
      for (JsonNode point : series.path("values")) {
        double value = point.get(1).asDouble(Double.NaN);
        if (!point.get(1).asText().equals("NaN") && !Double.isNaN(value)) {
          hours.add(point.get(0).asDouble() / 3600);
          values.add(value);
        }
      }
    }
    Slope slope = Slope.of(hours, values);
    double middle = values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
    boolean rises = slope.chance() < CERTAIN && 24 * slope.perUnit() > Math.max(0.2, middle / 4);
    return Finding.judged(
        "trend of first words, p95",
        slope.perUnit(),
        "s/h",
        !rises,
        values.size() < 3
            ? "too few figures yet (" + values.size() + ")"
            : Figure.words(24 * slope.perUnit() * 1000, "ms a day")
                + " over "
                + values.size()
                + " looks",
        "It gets slower by the day: docs/runbooks/LatencyP95.md");
  }

  private List<Finding> safekeeping(Home home) {
    List<Finding> findings = new ArrayList<>();
    Backups kept = backups == null ? Backups.of(home) : Backups.in(backups);
    findings.add(
        Safekeeping.backup(kept.latest().map(Backup::manifest), kept.directory(), Instant.now()));
    try {
      DataServices.recorded(home)
          .filter(DataServices::postgresRuns)
          .flatMap(data -> data.ownCluster(Progress.SILENT))
          .map(PostgresCluster::archive)
          .map(archive -> Safekeeping.archive(archive.folder().map(on -> archive.health())))
          .ifPresent(findings::add);
    } catch (Trouble silent) {
      findings.add(
          Finding.judged("archive of changes", false, silent.getMessage(), silent.remedy()));
    }
    return findings;
  }

  private static Finding feedback(Home home) {
    try (Connection connection = Database.connect(DbCommand.address(home));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(FEEDBACK)) {
      row.next();
      int up = row.getInt(1);
      int down = row.getInt(2);
      double unhappy = up + down == 0 ? 0 : 100.0 * down / (up + down);
      return Finding.judged(
          "learners' feedback",
          unhappy,
          "% down",
          up + down < FEW_RATINGS || unhappy <= UNHAPPY_PERCENT,
          up + " up, " + down + " down",
          "Read the comments in /ops; material that is missing is the usual reason");
    } catch (SQLException | Trouble notThere) {
      return new Finding(
          "learners' feedback", null, "", "not known: " + notThere.getMessage(), null, "");
    }
  }
}
