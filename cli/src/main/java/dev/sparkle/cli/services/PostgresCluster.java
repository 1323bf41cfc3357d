package dev.sparkle.cli.services;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A PostgreSQL server of our own: its folder, its port on 127.0.0.1, its generated passwords
 * (SCRAM), a database {@code sparkle} with the extension vector, owned by the user {@code sparkle}.
 * Data is safe against a crash (fsync stays on).
 *
 * <p>The folder holds {@code data}, {@code log}, the passwords (mode 0600) and the mark of the
 * process. {@link #start} may be called in any state: never created, half created, running, killed.
 */
public final class PostgresCluster {

  /** The application's user and database. */
  public static final String NAME = "sparkle";

  private static final String ADMINISTRATOR = "postgres";

  private final Tools tools;
  private final Path folder;
  private final int port;
  private final ServiceAccount account;

  private PostgresCluster(Tools tools, Path folder, int port) {
    this.tools = tools;
    this.folder = folder;
    this.port = port;
    this.account = ServiceAccount.current();
  }

  /**
   * The cluster in this folder, which need not exist yet. As root the folder becomes a link to one
   * under /var/lib/sparkle when the server's account could not reach it.
   */
  public static PostgresCluster in(Tools tools, Path folder, int port) {
    return new PostgresCluster(tools, folder, port);
  }

  /**
   * Creates what is missing, starts the server when it is not running, and waits until it answers.
   *
   * @throws Trouble when the port is taken, the data is of another major version, a recovery of it
   *     did not end, or the server does not come up within {@code patience} (with its last words)
   */
  public void start(Duration patience, Progress progress) {
    new PostgresFolder(folder).requireNoRecovery();
    startRecovering(patience, progress);
  }

  /** As {@link #start}, for who makes the recovery. */
  void startRecovering(Duration patience, Progress progress) {
    Path home = account.lodge(folder);
    PostgresFolder files = new PostgresFolder(home);
    Optional<ProcessMark> running = files.running();
    if (running.isEmpty()) {
      Ports.requireFree("127.0.0.1", port, "SPARKLE_PG_PORT");
      files.create(tools, account, progress);
      files.configure(account, port);
      progress.now("starting");
      launch(files, patience);
      running = files.running();
    }
    running.orElseThrow(() -> failed(files)).write(files.mark());
    try {
      confirmOurs(files);
      furnish();
    } catch (SQLException e) {
      throw Database.trouble(administrator(), e);
    }
  }

  /**
   * Stops the server: open transactions are rolled back, a checkpoint is written. After {@code
   * patience} without effect it is stopped hard, which its next start repairs. Does nothing when it
   * is not running.
   */
  public void stop(Duration patience) {
    PostgresFolder files = new PostgresFolder(folder);
    Optional<ProcessMark> running = files.running();
    if (running.isPresent()) {
      control(files, "stop", "-m", "fast", "-t", Long.toString(Math.max(1, patience.toSeconds())))
          .run();
      if (running.get().alive()) {
        control(files, "stop", "-m", "immediate", "-t", "10").run();
      }
    }
    Folders.delete(files.mark());
  }

  /**
   * A server that follows this one and has all its data, on another port; it is not started yet.
   * This one keeps what the other has not fetched yet.
   *
   * @throws Trouble when it cannot be copied
   */
  public PostgresCluster standby(Path place, int otherPort) {
    Path home = account.lodge(place);
    PostgresFolder files = new PostgresFolder(home);
    for (String each : List.of("sparkle.password", "administrator.password")) {
      Secret.keep(home.resolve(each), Secret.in(folder.resolve(each)) + "\n");
    }
    account.own(Folders.make(files.log()));
    account.own(Folders.make(files.data()));
    Folders.permit(files.data(), "rwx------");
    Invocation.of(
            account.command(
                tools.postgresProgram("pg_basebackup").toString(),
                "--pgdata=" + files.data(),
                "--write-recovery-conf",
                "--create-slot",
                "--slot=follows_on_" + otherPort,
                "--checkpoint=fast",
                "--wal-method=stream"))
        .in(Path.of("/"))
        .with(tools.environment())
        .with(administrator().libpqEnvironment())
        .runOrFail("PostgreSQL cannot be copied", "See the message.");
    return in(tools, place, otherPort);
  }

  /**
   * Makes a server that follows another one that takes writes, whatever the other does; returns
   * when it does.
   */
  public void promote(Duration patience) {
    PostgresFolder files = new PostgresFolder(folder);
    control(files, "promote", "-w", "-t", Long.toString(Math.max(1, patience.toSeconds())))
        .runOrFail("PostgreSQL cannot be promoted", "See " + files.log() + ".");
  }

  /** Its archive of changes, on or off. */
  public PostgresArchive archive() {
    return new PostgresArchive(tools, account, folder, this);
  }

  /** Reads its settings again, which are written anew; nothing happens when it does not run. */
  void configureAgain() {
    PostgresFolder files = new PostgresFolder(folder);
    if (files.running().isPresent()) {
      files.configure(account, port);
      control(files, "reload").runOrFail("PostgreSQL does not read its settings", "See the log.");
    }
  }

  /** Ends the server as a power failure would (SIGKILL); for drills. */
  public void kill() {
    new PostgresFolder(folder)
        .running()
        .ifPresent(
            mark -> {
              mark.kill();
              mark.awaitEnd(Duration.ofSeconds(10));
            });
  }

  public boolean running() {
    return pid().isPresent();
  }

  /** Of the server's first process, when it runs. */
  public OptionalLong pid() {
    return new PostgresFolder(folder)
        .running()
        .map(m -> OptionalLong.of(m.pid()))
        .orElse(OptionalLong.empty());
  }

  /** The database for the application's user, who owns it and is no superuser. */
  public DatabaseAddress address() {
    return new DatabaseAddress(
        "127.0.0.1", port, NAME, NAME, Secret.in(folder.resolve("sparkle.password")));
  }

  /** The same database for the superuser. */
  public DatabaseAddress administrator() {
    return new DatabaseAddress(
        "127.0.0.1",
        port,
        NAME,
        ADMINISTRATOR,
        Secret.in(folder.resolve("administrator.password")));
  }

  /** Makes a further empty database with the extension vector, for a test of its own. */
  public DatabaseAddress createDatabase(String name) {
    try {
      create(name);
      return address().database(name);
    } catch (SQLException e) {
      throw Database.trouble(administrator(), e);
    }
  }

  /** Stops the server and removes all its data. */
  public void delete() {
    stop(Duration.ofSeconds(10));
    ServiceAccount.dislodge(folder);
  }

  private void launch(PostgresFolder files, Duration patience) {
    Invocation.Outcome outcome =
        control(
                files,
                "start",
                "-w",
                "-t",
                Long.toString(Math.max(1, patience.toSeconds())),
                "-s",
                "-l",
                files.startLog().toString())
            .run();
    if (!outcome.succeeded()) {
      throw failed(files);
    }
  }

  private Invocation control(PostgresFolder files, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(tools.postgresProgram("pg_ctl").toString(), "-D", files.data().toString()));
    command.addAll(List.of(arguments));
    return Invocation.of(account.command(command)).in(Path.of("/")).with(tools.environment());
  }

  private Trouble failed(PostgresFolder files) {
    return new Trouble(
        ExitCode.SERVICE,
        "PostgreSQL did not start: " + files.lastWords() + ".",
        "See " + files.log() + ".");
  }

  /** Another server may have taken the port in the meantime. */
  private void confirmOurs(PostgresFolder files) throws SQLException {
    try (Connection connection = Database.connect(administrator().database("postgres"));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show data_directory")) {
      row.next();
      if (!Path.of(row.getString(1)).equals(files.data())) {
        throw new Trouble(
            ExitCode.TAKEN,
            "the PostgreSQL on port " + port + " is another one, of " + row.getString(1) + ".",
            "Choose another port: SPARKLE_PG_PORT=" + (port + 1) + " ./sparkle up");
      }
    }
  }

  private void furnish() throws SQLException {
    try (Connection connection = Database.connect(administrator().database("postgres"));
        Statement statement = connection.createStatement()) {
      if (exists(statement, "select 1 where pg_is_in_recovery()")) {
        return; // it follows another, and has what that one has
      }
      if (!exists(statement, "select 1 from pg_roles where rolname = '" + NAME + "'")) {
        statement.execute("create role " + NAME + " login password '" + address().password() + "'");
        statement.execute("grant pg_monitor to " + NAME);
      }
    }
    create(NAME);
  }

  private void create(String database) throws SQLException {
    DatabaseAddress everywhere = administrator();
    try (Connection connection = Database.connect(everywhere.database("postgres"));
        Statement statement = connection.createStatement()) {
      if (!exists(statement, "select 1 from pg_database where datname = '" + database + "'")) {
        statement.execute("create database \"" + database + "\" owner " + NAME);
      }
    }
    try (Connection connection = Database.connect(everywhere.database(database));
        Statement statement = connection.createStatement()) {
      statement.execute("create extension if not exists vector");
    }
  }

  private static boolean exists(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  /** Whether a cluster was created here. */
  public boolean created() {
    return Files.exists(folder.resolve("data/PG_VERSION"));
  }
}
