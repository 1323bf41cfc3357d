package dev.sparkle.cli.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a {@link PostgresCluster}: creating them, its settings, and what they tell of its
 * process.
 */
final class PostgresFolder {

  private final Path home;

  PostgresFolder(Path home) {
    this.home = real(home);
  }

  Path data() {
    return home.resolve("data");
  }

  Path log() {
    return home.resolve("log");
  }

  Path startLog() {
    return log().resolve("start.log");
  }

  Path mark() {
    return home.resolve("process");
  }

  /** There while a recovery is made, which names what it set aside in it. */
  Path recovering() {
    return home.resolve("recovering");
  }

  /**
   * Before the server is started by whoever does not make a recovery: an empty cluster in the place
   * of one whose files were set aside, or one made half, must not be taken for the installation's.
   *
   * @throws Trouble when a recovery was begun and did not end
   */
  void requireNoRecovery() {
    if (Files.exists(recovering())) {
      throw new Trouble(
          ExitCode.DEGRADED,
          "PostgreSQL is to be made as it was at a moment, and that did not end.",
          "Repeat it: ./sparkle restore --to-time TIME. What was there before is in "
              + home.resolve("data.before-" + Folders.read(recovering()).strip())
              + ".");
    }
  }

  /** Runs initdb when there is no cluster yet; a half made one is made anew. */
  void create(Tools tools, ServiceAccount account, Progress progress) {
    Path version = data().resolve("PG_VERSION");
    if (Files.exists(version)) {
      String found = Folders.read(version).strip();
      if (!found.equals(tools.postgresMajor())) {
        throw new Trouble(
            ExitCode.SERVICE,
            "the data was written by PostgreSQL "
                + found
                + " and the server is "
                + tools.postgresMajor()
                + ".",
            "Take it over with pg_dump and pg_restore, or remove it with ./sparkle down --purge.");
      }
      return;
    }
    requireNoRecovery();
    progress.now("creating the database");
    account.own(Folders.make(log()));
    Path half = home.resolve("data.new");
    Folders.delete(half);
    account.own(Folders.make(half));
    Path password = home.resolve("administrator.once");
    Folders.writeSecret(password, Secret.in(home.resolve("administrator.password")) + "\n");
    account.own(password);
    Secret.in(home.resolve("sparkle.password"));
    Invocation.of(
            account.command(
                tools.postgresProgram("initdb").toString(),
                "-D",
                half.toString(),
                "-U",
                "postgres",
                "--pwfile=" + password,
                "-A",
                "scram-sha-256",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions"))
        .in(Path.of("/"))
        .with(tools.environment())
        .runOrFail(
            "the database cannot be created",
            "See the message; repeat the command when it is cleared.");
    Folders.delete(password);
    try {
      Folders.move(half, data());
    } catch (IOException e) {
      throw Trouble.withFile("cannot finish " + data(), e);
    }
  }

  /** Writes our settings, which the main file includes last; they are read at every start. */
  void configure(ServiceAccount account, int port) {
    Path main = data().resolve("postgresql.conf");
    String include = "include 'sparkle.conf'";
    String text = Folders.read(main);
    if (!text.contains(include)) {
      Folders.writeSecret(main, text + "\n" + include + "\n");
      account.own(main);
    }
    Path ours = data().resolve("sparkle.conf");
    Folders.writeSecret(ours, settings(port, log()) + archiving());
    account.own(ours);
  }

  static String settings(int port, Path log) {
    return """
                # written by ./sparkle at every start
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                password_encryption = scram-sha-256
                # ten nodes of up to 20 + 12 connections and two that listen, and room for an operator
                max_connections = 400
                shared_buffers = 128MB
                # no LLVM is provided, and short queries gain nothing by it
                jit = off
                # an old open snapshot slows the task queue down for everybody
                idle_in_transaction_session_timeout = 60s
                max_wal_size = 512MB
                timezone = 'UTC'
                log_timezone = 'UTC'
                # a week of logs, each day over last week's
                logging_collector = on
                log_directory = '%s'
                log_filename = 'postgresql-%%a.log'
                log_rotation_age = 1d
                log_rotation_size = 0
                log_truncate_on_rotation = on
                """
        .formatted(port, log.toString().replace("'", "''"));
  }

  /** Names the folder into which the log of changes (WAL) is archived; missing: it is not. */
  Path archive() {
    return home.resolve("archive.folder");
  }

  /**
   * The mode is always on, since it cannot be changed without a restart; what it does can. Each
   * segment is compressed, and has its name only when it is whole and on the disk.
   */
  private String archiving() {
    if (!Files.exists(archive())) {
      return """
             archive_mode = on
             archive_command = '/bin/true'
             """;
    }
    String segment = Folders.read(archive()).strip() + "/wal/%f.gz";
    return """
           archive_mode = on
           # what was committed is in the archive a minute later at the latest
           archive_timeout = 60s
           archive_command = '%s'
           """
        .formatted(
            "if test -e \"@\"; then gzip -dc \"@\" | cmp -s - \"%p\"; else gzip -1 < \"%p\" > \"@.part\" && sync \"@.part\" && mv \"@.part\" \"@\"; fi"
                .replace("@", segment.replace("'", "''")));
  }

  /**
   * The server's process. After a crash the pid file stays behind and its number may belong to
   * another program by now, which would stop the next start: such a file is removed.
   */
  Optional<ProcessMark> running() {
    Path pidFile = data().resolve("postmaster.pid");
    if (!Files.exists(data()) || !Files.exists(pidFile)) {
      return Optional.empty();
    }
    Optional<ProcessMark> mark = pid(pidFile).flatMap(ProcessMark::of);
    if (mark.isPresent() && serves(mark.get().pid())) {
      return mark;
    }
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      throw Trouble.withFile("cannot remove " + pidFile, e);
    }
    return Optional.empty();
  }

  /** What the server wrote last, from the newest of its logs. */
  String lastWords() {
    try (Stream<Path> logs = Files.list(log())) {
      return logs.max(Comparator.comparing(f -> f.toFile().lastModified()))
          .map(
              f ->
                  Folders.read(f)
                      .lines()
                      .filter(l -> l.contains("FATAL") || l.contains("HINT") || l.contains("ERROR"))
                      .map(l -> l.replaceFirst("^.*(FATAL|HINT|ERROR): *", ""))
                      .toList())
          .filter(l -> !l.isEmpty())
          .map(l -> l.get(l.size() - 1))
          .orElse("it said nothing");
    } catch (IOException e) {
      return "it said nothing";
    }
  }

  private static Optional<Long> pid(Path pidFile) {
    try {
      List<String> lines = Files.readAllLines(pidFile);
      return lines.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(lines.get(0).strip()));
    } catch (IOException | NumberFormatException damaged) {
      return Optional.empty();
    }
  }

  private boolean serves(long pid) {
    try {
      List<String> words =
          List.of(Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).split("\0"));
      return words.get(0).endsWith("postgres") && words.contains(data().toString());
    } catch (IOException gone) {
      return false;
    }
  }

  private static Path real(Path home) {
    try {
      return Files.exists(home) ? home.toRealPath() : home.toAbsolutePath();
    } catch (IOException e) {
      throw Trouble.withFile("cannot find " + home, e);
    }
  }
}
