package dev.sparkle.cli.backup;

import dev.sparkle.cli.lifecycle.DataServices;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.RestoreMark;
import dev.sparkle.cli.lifecycle.Told;
import dev.sparkle.cli.lifecycle.Turn;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.PostgresArchive;
import dev.sparkle.cli.services.PostgresArchive.Base;
import dev.sparkle.cli.services.PostgresCluster;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Timelines;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.services.WorkLock;
import dev.sparkle.cli.tasks.Confirmation;
import dev.sparkle.cli.terminal.Figures;
import dev.sparkle.cli.terminal.StepBoard;
import dev.sparkle.cli.terminal.Terminal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ./sparkle restore --to-time}: our own PostgreSQL as it was at a moment. */
final class TimeRestoring {

  private final Home home;
  private final Path named;
  private final Instant to;
  private final Confirmation confirmation;
  private final boolean json;

  /**
   * @param named the archive's folder; null: the one that is in use
   */
  TimeRestoring(Home home, Path named, Instant to, Confirmation confirmation, boolean json) {
    this.home = home;
    this.named = named;
    this.to = to;
    this.confirmation = confirmation;
    this.json = json;
  }

  int run(Clock clock) {
    Terminal terminal = json ? Terminal.aside() : Terminal.standard();
    try (WorkLock held = Turn.take(home, "Wait until it ends, then repeat.")) {
      held.hold();
      RestoreCommand.requireDown(home);
      DataServices data = DataServices.named(home);
      PostgresCluster cluster =
          data.ownCluster(Progress.SILENT)
              .orElseThrow(
                  () ->
                      new Trouble(
                          ExitCode.SERVICE,
                          "the database is yours, and its archive is, too.",
                          "See docs/backup.md for what to ask of who runs it."));
      Path archive = archive(cluster);
      Base base = base(PostgresArchive.bases(archive), Timelines.of(archive), to, clock.instant());
      if (!confirmation.given(
          "The files of PostgreSQL are set aside, and made again as they were at "
              + to
              + " (from "
              + base.folder().getFileName()
              + "). Redis is emptied. Restore?")) {
        terminal.out().println("Nothing was done.");
        return ExitCode.OK;
      }
      return restore(terminal, data, cluster, archive, base, clock);
    }
  }

  private Path archive(PostgresCluster cluster) {
    return Optional.ofNullable(named)
        .map(each -> each.toAbsolutePath().normalize())
        .or(() -> cluster.archive().folder())
        .orElseThrow(
            () ->
                new Trouble(
                    ExitCode.USAGE,
                    "no archive is known here.",
                    "Name its folder with --in DIR; or restore a backup: ./sparkle backup list"));
  }

  /**
   * The newest base that was whole at that moment, and from which its database came.
   *
   * @throws Trouble when there is none, or the moment is to come
   */
  static Base base(List<Base> bases, Timelines timelines, Instant to, Instant now) {
    if (to.isAfter(now)) {
      throw new Trouble(ExitCode.USAGE, to + " is still to come.", "Choose a moment that was.");
    }
    return bases.stream()
        .filter(each -> timelines.leadsTo(to, each.at()))
        .max((a, b) -> a.at().compareTo(b.at()))
        .orElseThrow(
            () ->
                new Trouble(
                    ExitCode.USAGE,
                    "the archive has no base before " + to + ".",
                    bases.isEmpty()
                        ? "Restore a backup: ./sparkle backup list"
                        : "The earliest moment is "
                            + bases.get(bases.size() - 1).at()
                            + "; for an earlier one restore a backup: ./sparkle backup list"));
  }

  private int restore(
      Terminal terminal,
      DataServices data,
      PostgresCluster cluster,
      Path archive,
      Base base,
      Clock clock) {
    Instant began = clock.instant();
    List<Optional<Path>> before = new ArrayList<>();
    boolean[] died = {true};
    String[] redis = {""};
    data.remember();
    try (StepBoard board = new StepBoard(terminal)) {
      Told.step(
          board,
          "PostgreSQL as it was",
          step -> {
            data.stopPostgres();
            died[0] = RestoreMark.set(home, "--to-time " + to);
            before.add(
                cluster
                    .archive()
                    .recover(archive, base, to, RestoreCommand.TIME.format(began), step));
            step.done(to.toString(), "");
          });
      Told.step(
          board,
          "Redis",
          step -> {
            redis[0] = Restoring.emptyRedis(data);
            data.stopPostgres();
            step.done(redis[0], "");
          });
      RestoreMark.remove(home);
    } catch (Told asItWas) {
      // what was set aside is in its place again, and so it was before this attempt
      if (before.isEmpty() && !died[0] && !cluster.archive().recovering()) {
        RestoreMark.remove(home);
      }
      throw asItWas;
    }
    tell(terminal, before.get(0), redis[0], Duration.between(began, clock.instant()));
    return ExitCode.OK;
  }

  private void tell(Terminal terminal, Optional<Path> before, String redis, Duration took) {
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("toTime", to);
      object.put("filesBefore", before.map(Path::toString).orElse(null));
      object.put("redis", redis);
      object.put("seconds", took.toMillis() / 1000.0);
      System.out.println(Manifest.json(object));
      return;
    }
    terminal.out().printf("%nThe database is as it was at %s, in %s.%n", to, Figures.took(took));
    before.ifPresent(each -> terminal.out().printf("  its files before   %s%n", home.show(each)));
    terminal
        .out()
        .println(
            "Start it with: ./sparkle up; then take a new base: ./sparkle backup archive --base");
  }
}
