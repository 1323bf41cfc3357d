package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.Database;
import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.Ports;
import dev.sparkle.cli.services.PostgresArchive;
import dev.sparkle.cli.services.PostgresCluster;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Redis;
import dev.sparkle.cli.services.RedisAddress;
import dev.sparkle.cli.services.RedisServer;
import dev.sparkle.cli.services.Surroundings;
import dev.sparkle.cli.services.Tools;
import dev.sparkle.cli.services.Trouble;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * PostgreSQL and Redis of an installation: our own in .sparkle, or those that the operator named,
 * which are looked at and never started or stopped.
 */
public final class DataServices {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(20);

  private final Home home;
  private final ServicesRecord chosen;

  private DataServices(Home home, ServicesRecord chosen) {
    this.home = home;
    this.chosen = chosen;
  }

  /** Those of a new start. A server of ours that runs keeps the port it has. */
  static DataServices chosen(Home home, OperatorSettings settings) {
    return chosen(home, ServicesRecord.of(settings));
  }

  private static DataServices chosen(Home home, ServicesRecord wanted) {
    DataServices before = recorded(home).orElse(new DataServices(home, wanted));
    return new DataServices(
        home,
        new ServicesRecord(
            before.postgresRuns() ? before.chosen.postgresPort() : wanted.postgresPort(),
            before.redisRuns() ? before.chosen.redisPort() : wanted.redisPort(),
            wanted.databaseUrl(),
            wanted.redisUrl()));
  }

  /**
   * Those that the environment names, secrets from files included; of what it does not name, those
   * that the last start used. So a shell that lacks the variables finds the same database as one
   * that has them, and never an empty one of our own instead of the operator's.
   *
   * @throws Trouble when a port is no number, a URL cannot be read, or a file with one cannot
   */
  public static DataServices named(Home home) {
    return named(home, System.getenv());
  }

  static DataServices named(Home home, Map<String, String> given) {
    Map<String, String> environment = Surroundings.environment(given);
    return chosen(
        home,
        ServicesRecord.of(OperatorSettings.from(KeptSettings.below(home, environment)))
            .orOf(ServicesRecord.read(home)));
  }

  /** Those that the last start used; empty when there was none. */
  public static Optional<DataServices> recorded(Home home) {
    return ServicesRecord.read(home).map(record -> new DataServices(home, record));
  }

  public boolean ownPostgres() {
    return chosen.databaseUrl() == null;
  }

  public boolean ownRedis() {
    return chosen.redisUrl() == null;
  }

  /** Whether ours runs. */
  public boolean postgresRuns() {
    return tools().map(t -> cluster(t).running()).orElse(false);
  }

  /** Whether ours runs. */
  public boolean redisRuns() {
    return tools().map(t -> redis(t).running()).orElse(false);
  }

  /** Whether all that is ours to start runs. */
  boolean run() {
    return (!ownPostgres() || postgresRuns()) && (!ownRedis() || redisRuns());
  }

  /**
   * Before anything is done: ports that will be needed are free, and services that were named can
   * be used.
   *
   * @throws Trouble otherwise
   */
  void check() {
    if (!ownPostgres()) {
      Database.askForVector(DatabaseAddress.parse(chosen.databaseUrl()));
    } else if (!postgresRuns()) {
      Ports.requireFree("127.0.0.1", chosen.postgresPort(), "SPARKLE_PG_PORT");
    }
    if (!ownRedis()) {
      Redis.ask(RedisAddress.find(chosen.redisUrl()));
    } else if (!redisRuns()) {
      Ports.requireFree("127.0.0.1", chosen.redisPort(), "SPARKLE_REDIS_PORT");
    }
  }

  /** Unpacks the programs when one of the services is ours; empty when none is. */
  public Optional<Tools> provide(Progress progress) {
    return ownPostgres() || ownRedis()
        ? Optional.of(Tools.provide(home.root(), progress))
        : Optional.empty();
  }

  /** From now on other commands find these. */
  public void remember() {
    chosen.write(home);
  }

  /** As {@link #remember}, but what other commands find already stays. */
  public void rememberFirst() {
    if (ServicesRecord.read(home).isEmpty()) {
      remember();
    }
  }

  /** Starts ours if it does not run; asks the named one. */
  Database startPostgres(Progress progress, Rollback rollback) {
    if (ownPostgres() && !postgresRuns()) {
      PostgresCluster cluster = cluster(tools().orElseThrow());
      rollback.before(() -> cluster.stop(STOP));
      cluster.start(START, progress);
    }
    return Database.askForVector(database());
  }

  /** Starts ours if it does not run; asks the named one. */
  Redis startRedis(Progress progress, Rollback rollback) {
    if (ownRedis() && !redisRuns()) {
      RedisServer server = redis(tools().orElseThrow());
      rollback.before(() -> server.stop(STOP));
      server.start(START, progress);
    }
    return Redis.ask(redis());
  }

  public DatabaseAddress database() {
    return ownPostgres()
        ? cluster(tools().orElseThrow()).address()
        : DatabaseAddress.parse(chosen.databaseUrl());
  }

  public RedisAddress redis() {
    return RedisAddress.find(redisUrl());
  }

  String redisUrl() {
    return ownRedis() ? redis(tools().orElseThrow()).url() : chosen.redisUrl();
  }

  /** Stops ours; false when it did not run. */
  public boolean stopPostgres() {
    boolean ran = postgresRuns();
    tools().ifPresent(t -> cluster(t).stop(STOP));
    return ran;
  }

  /** Stops ours; false when it did not run. */
  public boolean stopRedis() {
    boolean ran = redisRuns();
    tools().ifPresent(t -> redis(t).stop(STOP));
    return ran;
  }

  /** Removes the data of ours. */
  void delete() {
    tools()
        .ifPresent(
            t -> {
              cluster(t).delete();
              redis(t).delete();
            });
  }

  public Optional<Tools> tools() {
    return Tools.provided(home.root());
  }

  /** Starts our PostgreSQL if there is one and it does not run; empty when it is not ours. */
  public Optional<PostgresCluster> startOwnPostgres(Progress progress) {
    if (!ownPostgres()) {
      return Optional.empty();
    }
    PostgresCluster cluster = cluster(Tools.provide(home.root(), progress));
    cluster.start(START, progress);
    return Optional.of(cluster);
  }

  /** Our PostgreSQL, running or not; empty when it is not ours. */
  public Optional<PostgresCluster> ownCluster(Progress progress) {
    return ownPostgres()
        ? Optional.of(cluster(Tools.provide(home.root(), progress)))
        : Optional.empty();
  }

  /** The archive of our PostgreSQL, on or off; empty when it is not ours or was never started. */
  Optional<PostgresArchive> archive() {
    return ownPostgres() ? tools().map(t -> cluster(t).archive()) : Optional.empty();
  }

  /** Removes what our Redis holds, with its password; it must not run. */
  public void emptyOwnRedis() {
    tools().ifPresent(t -> redis(t).delete());
  }

  private PostgresCluster cluster(Tools tools) {
    return PostgresCluster.in(tools, home.postgres(), chosen.postgresPort());
  }

  private RedisServer redis(Tools tools) {
    return RedisServer.in(tools, home.redis(), chosen.redisPort());
  }
}
