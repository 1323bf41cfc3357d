package dev.sparkle.cli.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The archive of a {@link PostgresCluster}: copies of all its files (bases), and every change since
 * (WAL), from which it can be made again as it was at any moment since the first base.
 *
 * <p>The folder holds {@code wal} and {@code base-TIME}, and belongs to the server's account.
 */
public final class PostgresArchive {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'base-'yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  static final List<String> PASSWORDS = List.of("sparkle.password", "administrator.password");

  private final Tools tools;
  private final ServiceAccount account;
  private final Path home;
  private final PostgresCluster cluster;

  /** A copy of all files that was whole at that moment. */
  public record Base(Path folder, Instant at) {}

  PostgresArchive(Tools tools, ServiceAccount account, Path home, PostgresCluster cluster) {
    this.tools = tools;
    this.account = account;
    this.home = home;
    this.cluster = cluster;
  }

  /** Where it is; empty: changes are not archived. */
  public Optional<Path> folder() {
    Path names = new PostgresFolder(home).archive();
    return Files.exists(names)
        ? Optional.of(Path.of(Folders.read(names).strip()))
        : Optional.empty();
  }

  /**
   * From now on changes are archived, a minute after they were committed at the latest.
   *
   * @param wanted made when missing; on another disk than the data, if it is to survive that
   * @throws Trouble when the server was started by an older Sparkle and must be started again first
   */
  public void turnOn(Path wanted) {
    Path folder = account.lodge(wanted);
    account.own(folder);
    account.own(Folders.make(folder.resolve("wal")));
    if (cluster.running() && !asked("show archive_mode").equals("on")) {
      throw new Trouble(
          ExitCode.DEGRADED,
          "this PostgreSQL was started without an archive.",
          "Start it again first: ./sparkle down, ./sparkle up");
    }
    Folders.write(new PostgresFolder(home).archive(), folder + "\n");
    cluster.configureAgain();
  }

  /** Changes are not archived any more; what is archived stays. */
  public void turnOff() {
    Folders.delete(new PostgresFolder(home).archive());
    cluster.configureAgain();
  }

  /** Copies all files of the running server, which goes on meanwhile. */
  public Base base(Progress progress) {
    Path folder = folder().orElseThrow();
    Path half = folder.resolve("base.new");
    Folders.delete(half);
    account.own(Folders.make(half));
    progress.now("copying the files of PostgreSQL");
    Invocation.of(
            account.command(
                tools.postgresProgram("pg_basebackup").toString(),
                "--pgdata=" + half,
                "--format=tar",
                "--gzip",
                "--checkpoint=fast",
                "--wal-method=stream"))
        .in(Path.of("/"))
        .with(tools.environment())
        .with(cluster.administrator().libpqEnvironment())
        .runOrFail("PostgreSQL cannot be copied", "See the message; repeat when it is cleared.");
    for (String each : PASSWORDS) {
      Folders.writeSecret(half.resolve(each), Folders.read(home.resolve(each)));
    }
    Instant now =
        Instant.parse(
            asked("select to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"));
    Path whole = folder.resolve(NAME.format(now.plusSeconds(1)));
    try {
      Folders.permit(half, "rwx------");
      Folders.move(half, whole);
    } catch (IOException e) {
      throw Trouble.withFile("cannot finish " + whole, e);
    }
    return new Base(whole, now.plusSeconds(1));
  }

  /** The newest first. */
  public static List<Base> bases(Path archive) {
    if (!Files.isDirectory(archive)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(archive)) {
      return list.flatMap(each -> base(each).stream())
          .sorted(Comparator.comparing(Base::at).reversed())
          .toList();
    } catch (IOException e) {
      throw Trouble.withFile("cannot read " + archive, e);
    }
  }

  private static Optional<Base> base(Path folder) {
    try {
      return Optional.of(
          new Base(folder, Instant.from(NAME.parse(folder.getFileName().toString()))));
    } catch (DateTimeParseException another) {
      return Optional.empty();
    }
  }

  /** Removes all bases but the last ones, and the changes before the oldest that stays. */
  public void prune(int last) {
    Path folder = folder().orElseThrow();
    List<Base> bases = bases(folder);
    bases.stream().skip(last).forEach(each -> Folders.delete(each.folder()));
    if (bases.isEmpty()) {
      return;
    }
    Base oldest = bases.get(Math.min(last, bases.size()) - 1);
    String first = WalNames.firstOf(Folders.read(oldest.folder().resolve("backup_manifest")));
    WalNames.before(first, segments(folder))
        .forEach(each -> Folders.delete(folder.resolve("wal").resolve(each)));
  }

  /** When the newest change of the archive was put there; empty: it has none. */
  public static Optional<Instant> newest(Path archive) {
    return segments(archive).stream()
        .filter(each -> each.endsWith(".gz"))
        .map(each -> archive.resolve("wal").resolve(each).toFile().lastModified())
        .max(Long::compare)
        .map(Instant::ofEpochMilli);
  }

  /**
   * How the running server gets on with it.
   *
   * @throws Trouble when it does not answer
   */
  public ArchiveHealth health() {
    return ArchiveHealth.ask(cluster.administrator().database("postgres"));
  }

  /** What to do when it does not get on, as sentences. */
  public String remedy() {
    return "See that "
        + folder().map(Path::toString).orElse("the folder")
        + " is there, has space and can be written to by PostgreSQL's account; why it failed is in "
        + new PostgresFolder(home).log()
        + ". It is tried again by itself. If the folder holds files of another cluster:"
        + " ./sparkle backup archive --on --to DIR";
  }

  /** Bytes of the changes, compressed as they are. */
  public static long bytes(Path archive) {
    return segments(archive).stream()
        .mapToLong(each -> archive.resolve("wal").resolve(each).toFile().length())
        .sum();
  }

  private static List<String> segments(Path archive) {
    if (!Files.isDirectory(archive.resolve("wal"))) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(archive.resolve("wal"))) {
      return list.map(each -> each.getFileName().toString()).toList();
    } catch (IOException e) {
      throw Trouble.withFile("cannot read " + archive, e);
    }
  }

  /**
   * Makes the cluster again as it was at a moment, from a base and the changes after it, and starts
   * it. It must not run. From then on changes are archived there again. The files that were there
   * are set aside beside it ({@code data.before-…}), and changes that only they have are used, too.
   * Followed is the timeline that was written to at the moment, even if it was left since.
   *
   * @param from the archive
   * @param name of what is set aside
   * @return where the files are that were there; empty: there were none
   * @throws Trouble when it cannot, such as when the archive does not reach that far; then the
   *     files are in their place again
   */
  public Optional<Path> recover(Path from, Base base, Instant to, String name, Progress progress) {
    return new PostgresRecovery(account, home, cluster, this)
        .recover(from, base, to, name, progress);
  }

  /** Whether a recovery was begun that neither ended nor was undone. */
  public boolean recovering() {
    return Files.exists(new PostgresFolder(home).recovering());
  }

  String asked(String query) {
    DatabaseAddress address = cluster.administrator().database("postgres");
    try (Connection connection = Database.connect(address);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw Database.trouble(address, e);
    }
  }

  void execute(String command) {
    DatabaseAddress address = cluster.administrator().database("postgres");
    try (Connection connection = Database.connect(address);
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    } catch (SQLException e) {
      throw Database.trouble(address, e);
    }
  }
}
