package dev.sparkle.cli.services;

import dev.sparkle.cli.services.PostgresArchive.Base;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * Makes a {@link PostgresCluster} again as it was at a moment, from a {@link PostgresArchive}. What
 * was there is set aside first, and put in its place again when it fails, at whatever step; a note
 * stands there meanwhile, with which nobody else starts the server or makes an empty one.
 */
final class PostgresRecovery {

  /** As a setting takes it, which does not take ISO 8601's form. */
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS'+00'").withZone(ZoneOffset.UTC);

  private static final Duration LOOK = Duration.ofMillis(200);

  private final ServiceAccount account;
  private final Path home;
  private final PostgresCluster cluster;
  private final PostgresArchive asking;

  /**
   * @param asking of the running server
   */
  PostgresRecovery(
      ServiceAccount account, Path home, PostgresCluster cluster, PostgresArchive asking) {
    this.account = account;
    this.home = home;
    this.cluster = cluster;
    this.asking = asking;
  }

  /** As {@link PostgresArchive#recover} promises. */
  Optional<Path> recover(Path from, Base base, Instant to, String name, Progress progress) {
    Path archive = reachable(from);
    Path place = account.lodge(home);
    PostgresFolder files = new PostgresFolder(place);
    progress.now("unpacking " + base.folder().getFileName());
    Path fresh = unpacked(base, place);
    Optional<Path> before = setAside(files, place, name);
    try {
      before
          .map(PostgresRecovery::passwords)
          .filter(each -> !Files.exists(each))
          .ifPresent(each -> copyPasswords(place, each));
      copyPasswords(base.folder(), place);
      account.own(Folders.make(files.log()));
      Folders.write(files.archive(), archive + "\n");
      aim(fresh, archive, before);
      aimAt(fresh, to, Timelines.of(archive).target(to));
      move(fresh, files.data());
      cluster.startRecovering(Duration.ofMinutes(10), progress);
      awaitEnd(progress);
      Timelines.add(archive, switched(to));
      Folders.delete(files.recovering());
      return before;
    } catch (RuntimeException failed) {
      putBack(files, before);
      Folders.delete(files.recovering());
      throw new Trouble(
          ExitCode.DEGRADED,
          "PostgreSQL could not be made as it was at " + to + ": " + failed.getMessage(),
          "Choose a moment that the archive reaches (its newest change: "
              + PostgresArchive.newest(archive).map(Instant::toString).orElse("none")
              + "). What was there before is in its place.",
          failed);
    }
  }

  /** The server takes writes again, on a timeline that began with it. */
  private Timelines.Switch switched(Instant to) {
    String segment = asking.asked("select pg_walfile_name(pg_current_wal_insert_lsn())");
    return new Timelines.Switch(
        Integer.parseInt(segment.substring(0, 8), 16),
        to,
        Instant.parse(
            asking.asked(
                "select to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")));
  }

  /** The server reads it with its own account, which may not come through every folder. */
  private Path reachable(Path archive) {
    try {
      Path real = archive.toRealPath();
      if (Invocation.of(account.command("test", "-r", real.resolve("wal").toString()))
          .run()
          .succeeded()) {
        return real;
      }
    } catch (IOException e) {
      throw Trouble.withFile("cannot find the archive " + archive, e);
    }
    throw new Trouble(
        ExitCode.MACHINE,
        "PostgreSQL's account cannot read the archive " + archive + ".",
        "Move it to where that account can, such as /var/lib.");
  }

  /**
   * Whoever died in the middle of a recovery has left a note of where the files are that were there
   * before; what stands in their place is then half made.
   */
  private static Optional<Path> setAside(PostgresFolder files, Path place, String name) {
    Path note = files.recovering();
    boolean again = Files.exists(note);
    String noted = again ? Folders.read(note).strip() : name;
    Path before = place.resolve("data.before-" + noted);
    if (again && Files.exists(before)) {
      Folders.delete(files.data());
      return Optional.of(before);
    }
    Folders.write(note, noted + "\n");
    if (!Files.exists(files.data())) {
      return Optional.empty();
    }
    try {
      move(files.data(), before);
    } catch (Trouble stays) {
      Folders.delete(note);
      throw stays;
    }
    return Optional.of(before);
  }

  private static void move(Path from, Path to) {
    try {
      Folders.move(from, to);
    } catch (IOException e) {
      throw Trouble.withFile("cannot move " + from + " to " + to, e);
    }
  }

  private Path unpacked(Base base, Path place) {
    Path fresh = place.resolve("data.new");
    Folders.delete(fresh);
    account.own(Folders.make(fresh));
    Folders.permit(fresh, "rwx------");
    unpack(base.folder().resolve("base.tar.gz"), fresh);
    unpack(base.folder().resolve("pg_wal.tar.gz"), fresh.resolve("pg_wal"));
    return fresh;
  }

  private void unpack(Path archive, Path folder) {
    Invocation.of(account.command("tar", "-xzf", archive.toString(), "-C", folder.toString()))
        .in(Path.of("/"))
        .runOrFail("the base cannot be unpacked", "Use another base: ./sparkle backup archive");
  }

  /** From where the server takes changes: the archive, then what only the old files have. */
  private void aim(Path data, Path archive, Optional<Path> before) {
    String segment = archive.resolve("wal").resolve("%f.gz").toString();
    String otherwise =
        before.map(each -> "cp \"" + each.resolve("pg_wal") + "/%f\" \"%p\"").orElse("false");
    append(
        data,
        "restore_command = 'if test -e \"%s\"; then gzip -dc \"%s\" > \"%%p\"; else %s; fi'%n"
            .formatted(segment, segment, otherwise));
  }

  private void aimAt(Path data, Instant to, String timeline) {
    append(
        data,
        """
        recovery_target_time = '%s'
        recovery_target_action = 'promote'
        recovery_target_timeline = '%s'
        """
            .formatted(MOMENT.format(to), timeline));
    Path signal = data.resolve("recovery.signal");
    Folders.write(signal, "");
    account.own(signal);
  }

  private void append(Path data, String lines) {
    Path auto = data.resolve("postgresql.auto.conf");
    Folders.writeSecret(auto, Folders.read(auto) + "\n" + lines);
    account.own(auto);
  }

  private void awaitEnd(Progress progress) {
    while (true) {
      if (!cluster.running()) {
        throw new Trouble(
            ExitCode.DEGRADED, new PostgresFolder(home).lastWords() + ".", "See its log.");
      }
      if (asking.asked("select pg_is_in_recovery()").equals("f")) {
        break;
      }
      progress.now(
          "at " + asking.asked("select coalesce(pg_last_xact_replay_timestamp()::text, '…')"));
      Pause.of(LOOK);
    }
    for (String each :
        List.of(
            "restore_command",
            "recovery_target_time",
            "recovery_target_action",
            "recovery_target_timeline")) {
      asking.execute("alter system reset " + each);
    }
  }

  private void putBack(PostgresFolder files, Optional<Path> before) {
    cluster.stop(Duration.ofSeconds(10));
    Folders.delete(files.data());
    before.ifPresent(
        each -> {
          copyPasswords(passwords(each), home);
          move(each, files.data());
        });
  }

  /** Where those of the accounts in files that were set aside are kept. */
  private static Path passwords(Path before) {
    return before.resolveSibling(before.getFileName().toString().replace("data", "passwords"));
  }

  private static void copyPasswords(Path from, Path to) {
    for (String each : PostgresArchive.PASSWORDS) {
      if (Files.exists(from.resolve(each))) {
        Secret.keep(to.resolve(each), Folders.read(from.resolve(each)));
      }
    }
  }
}
