package dev.sparkle.cli.bench;

import dev.sparkle.cli.client.OperatorToken;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.course.SampleCourse;
import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.Installation;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.NodePorts;
import dev.sparkle.cli.services.NodeSettings;
import dev.sparkle.cli.services.Ports;
import dev.sparkle.cli.services.PostgresCluster;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.RedisServer;
import dev.sparkle.cli.services.Tools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * An installation for one measurement: PostgreSQL, Redis and nodes of its own, on free ports, in
 * {@code cli/target/bench}. It touches nothing of a running one, and is gone afterwards.
 *
 * <p>Its nodes run what was built last; {@code ./sparkle up} builds.
 */
public final class BenchInstallation implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final Path root;
  private final Progress progress;
  private final PostgresCluster postgres;
  private final RedisServer redis;
  private final Deque<LibertyNode> nodes = new ArrayDeque<>();
  private final Map<String, DatabaseAddress> databases = new HashMap<>();

  private BenchInstallation(Path root, Progress progress) {
    this.root = root;
    this.progress = progress;
    Tools tools = Tools.provide(root, progress);
    postgres = PostgresCluster.in(tools, folder().resolve("postgres"), Ports.free());
    redis = RedisServer.in(tools, folder().resolve("redis"), Ports.free());
  }

  /**
   * Starts the data services.
   *
   * @param root the checkout
   * @throws dev.sparkle.cli.services.Trouble if something does not start; then nothing runs
   */
  public static BenchInstallation start(Path root, Progress progress) {
    BenchInstallation installation = new BenchInstallation(root, progress);
    // whoever ends the command early leaves no server behind
    Runtime.getRuntime().addShutdownHook(new Thread(installation::close));
    try {
      installation.postgres.delete();
      installation.postgres.start(PATIENCE, progress);
      installation.redis.delete();
      installation.redis.start(PATIENCE, progress);
      return installation;
    } catch (RuntimeException e) {
      installation.close();
      throw e;
    }
  }

  private Path folder() {
    return root.resolve("cli/target/bench");
  }

  private Path keys() {
    return folder().resolve("keys");
  }

  /**
   * Starts a node with further settings and a database of its own, so that no node judges or
   * answers for another, and waits until it is ready.
   */
  public LibertyNode node(String name, Map<String, String> further) {
    LibertyNode node = begin(name, further);
    node.awaitReady(PATIENCE, progress);
    return node;
  }

  /**
   * Starts a node as {@link #node} does and does not wait, so that several start beside each other;
   * {@link #await} does.
   */
  public LibertyNode begin(String name, Map<String, String> further) {
    progress.now("starting the node \"" + name + "\"");
    LibertyNode node = LibertyNode.in(folder().resolve(name), name, NodePorts.free());
    node.delete();
    nodes.push(node);
    DatabaseAddress database = postgres.createDatabase(name.replace('-', '_'));
    databases.put(name, database);
    node.start(
        Installation.of(root),
        new NodeSettings(database, redis.url(nodes.size()), keys(), "development", further));
    return node;
  }

  /** Waits until a node is ready. */
  public void await(LibertyNode node) {
    node.awaitReady(PATIENCE, progress);
  }

  /** A further empty database, with the extension vector. */
  public DatabaseAddress database(String name) {
    return postgres.createDatabase(name);
  }

  /** Redis, with its password; nothing else uses that database of it. */
  public String redisUrl() {
    return redis.url(0);
  }

  /** Loads the sample course through that node. */
  public void loadCourse(LibertyNode node) {
    new SampleCourse(keys()).load(node.ports().address(), progress);
  }

  /** A client of that node for a new guest. */
  public static SparkleClient guest(LibertyNode node) {
    return SparkleClient.asGuest(node.ports().address());
  }

  /** A client of that node for the operator at the server. */
  public SparkleClient operator(LibertyNode node) {
    return SparkleClient.withToken(
        node.ports().address(), OperatorToken.lookup().mint(keys()).orElseThrow());
  }

  /** The node's own database. */
  public DatabaseAddress database(LibertyNode node) {
    return databases.get(node.name());
  }

  /** Starts a node again that was killed, as it was. */
  public void startAgain(LibertyNode node, Map<String, String> environment) {
    node.startAgain(Installation.of(root), environment);
    node.awaitReady(PATIENCE, progress);
  }

  /** Where nodes and services have their files while they run. */
  public Path place() {
    return folder();
  }

  /** Ends PostgreSQL as a power failure would. */
  public void killPostgres() {
    postgres.kill();
  }

  /** Starts PostgreSQL again. */
  public void startPostgres() {
    postgres.start(PATIENCE, progress);
  }

  /** Ends Redis as a power failure would. */
  public void killRedis() {
    redis.kill();
  }

  /** Starts Redis again. */
  public void startRedis() {
    redis.start(PATIENCE, progress);
  }

  /** The processes of the data services. */
  public OptionalLong postgresPid() {
    return postgres.pid();
  }

  public OptionalLong redisPid() {
    return redis.pid();
  }

  /** Stops everything and removes it; a second time does nothing. */
  @Override
  public synchronized void close() {
    while (!nodes.isEmpty()) {
      LibertyNode node = nodes.pop();
      node.stop(CLOSING);
      node.delete();
    }
    redis.delete();
    postgres.delete();
  }
}
