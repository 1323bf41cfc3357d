package dev.sparkle.cli.drill;

import dev.sparkle.cli.bench.NoLimits;
import dev.sparkle.cli.client.OperatorToken;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.fakellm.FakeLlmProcess;
import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.Installation;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.NodeSettings;
import dev.sparkle.cli.services.Pause;
import dev.sparkle.cli.services.Ports;
import dev.sparkle.cli.services.PostgresCluster;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Redis;
import dev.sparkle.cli.services.RedisServer;
import dev.sparkle.cli.services.Removal;
import dev.sparkle.cli.services.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An installation for one drill: PostgreSQL, Redis, a fake model and nodes of its own, on free
 * ports, in {@code cli/target/drill-PID}. It touches nothing of a running one, and is gone
 * afterwards, also after Ctrl-C. Its nodes run what was built last.
 */
public final class DrillInstallation implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final Path root;
  private final Path folder;
  private final Progress progress;
  private final PostgresCluster postgres;
  private final RedisServer redis;
  private final List<LibertyNode> nodes = new ArrayList<>();
  private final List<RedisServer> redisSet = new ArrayList<>();
  private PostgresCluster standby;
  private String redisUrl;
  private FakeLlmProcess model;
  private final List<Runnable> further = new ArrayList<>();
  private boolean closed;

  private DrillInstallation(Path root, Progress progress) {
    this.root = root;
    this.progress = progress;
    folder = root.resolve("cli/target/drill-" + ProcessHandle.current().pid());
    Tools tools = Tools.provide(root, progress);
    postgres = PostgresCluster.in(tools, folder.resolve("postgres"), LowPorts.free());
    redis = RedisServer.in(tools, folder.resolve("redis"), LowPorts.free());
  }

  /**
   * Starts the data services and the model.
   *
   * @param root the checkout
   * @throws dev.sparkle.cli.services.Trouble if something does not start; then nothing runs
   */
  public static DrillInstallation start(Path root, Progress progress) throws IOException {
    DrillInstallation installation = new DrillInstallation(root, progress);
    // whoever ends the command early leaves nothing behind
    Runtime.getRuntime().addShutdownHook(new Thread(installation::close));
    try {
      progress.now("starting PostgreSQL, Redis and a fake model");
      installation.postgres.start(PATIENCE, Progress.SILENT);
      installation.redis.start(PATIENCE, Progress.SILENT);
      // an answer of three seconds: there are some whenever a part goes away
      installation.model = FakeLlmProcess.start("--tokens", "60", "--tokens-per-second", "20");
      return installation;
    } catch (RuntimeException | IOException e) {
      installation.close();
      throw e;
    }
  }

  /** A node that is not started yet. */
  public LibertyNode node(String name) {
    LibertyNode node = LibertyNode.in(folder.resolve(name), name, LowPorts.forNode());
    nodes.add(node);
    return node;
  }

  /**
   * Starts a node and waits until it is ready.
   *
   * @param further settings, which win
   */
  public void start(LibertyNode node, Map<String, String> further) {
    progress.now("starting " + node.name());
    node.start(Installation.of(root), settings(keys(), further));
    node.awaitReady(PATIENCE, Progress.SILENT);
  }

  /**
   * What a node of the drill is started with.
   *
   * @param keys of its tokens
   * @param over settings, which win
   */
  NodeSettings settings(Path keys, Map<String, String> over) {
    Map<String, String> settings = new LinkedHashMap<>(NoLimits.SETTINGS);
    settings.put("SPARKLE_TASKS_DRILLS", "true");
    settings.put("SPARKLE_LLM_BASE_URL", model.baseUrl().toString());
    settings.put("SPARKLE_LLM_MODEL", "fake");
    settings.put("SPARKLE_ADMIN_CENTER", "off");
    settings.putAll(over);
    return new NodeSettings(database(), redisUrl(), keys, "development", settings);
  }

  /** Is done first when it is closed, however early. */
  synchronized void whenClosed(Runnable end) {
    further.add(0, end);
  }

  /**
   * Starts a node that died, with what it was given; returns when it is ready. The threads of a
   * killed process may hold its ports for seconds after it is dead to others, where the machine is
   * busy; that is waited for.
   */
  public void startAgain(LibertyNode node, Map<String, String> environment) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isFree(node) && System.nanoTime() < end) {
      Pause.of(LOOK);
    }
    node.startAgain(Installation.of(root), environment);
    node.awaitReady(PATIENCE, Progress.SILENT);
  }

  private static boolean isFree(LibertyNode node) {
    return Ports.isFree(node.ports().host(), node.ports().http())
        && Ports.isFree(node.ports().host(), node.ports().https());
  }

  public PostgresCluster postgres() {
    return postgres;
  }

  /** Starts PostgreSQL again; a killed one leaves its folder, and its orphans for a moment. */
  public void startPostgres() {
    postgres.start(PATIENCE, Progress.SILENT);
  }

  public RedisServer redis() {
    return redis;
  }

  /** Starts Redis again. */
  public void startRedis() {
    redis.start(PATIENCE, Progress.SILENT);
  }

  /** Redis forgets everything, as after a restore. */
  public void emptyRedis() {
    Redis.empty(redis.address());
  }

  private String redisUrl() {
    return redisUrl == null ? redis.url() : redisUrl;
  }

  /**
   * From now on nodes find Redis by Sentinels.
   *
   * @param others every server and Sentinel beside the first one; they are removed with the rest
   */
  public void watchedBy(List<RedisServer> others, String url) {
    redisSet.addAll(others);
    redisUrl = url;
  }

  /**
   * A server that follows PostgreSQL and is started; from now on nodes know both.
   *
   * @return it
   */
  public PostgresCluster startStandby() {
    progress.now("copying PostgreSQL for a standby");
    standby = postgres.standby(folder.resolve("standby"), LowPorts.free());
    standby.start(PATIENCE, Progress.SILENT);
    return standby;
  }

  /** The nodes' database, for their user; with a standby it is found wherever it takes writes. */
  public DatabaseAddress database() {
    return wherever(postgres.address());
  }

  /** The same for the administrator. */
  public DatabaseAddress administrator() {
    return wherever(postgres.administrator());
  }

  private DatabaseAddress wherever(DatabaseAddress first) {
    return standby == null ? first : first.or(standby.address().place());
  }

  /** The nodes, in the order in which they were named. */
  public List<LibertyNode> nodes() {
    return List.copyOf(nodes);
  }

  /** Where a drill may put files. */
  public Path folder() {
    return folder;
  }

  /** Where the keys of its tokens lie. */
  public Path keys() {
    return folder.resolve("keys");
  }

  /** A client of that node for the operator at the server. */
  public SparkleClient operator(LibertyNode node) {
    return SparkleClient.withToken(
        node.ports().address(), OperatorToken.lookup().mint(keys()).orElseThrow());
  }

  /** Stops everything and removes it; a second time does nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    progress.now("removing the drill's installation");
    further.forEach(Runnable::run);
    nodes.parallelStream().forEach(DrillInstallation::remove);
    if (model != null) {
      model.close();
    }
    redisSet.forEach(RedisServer::delete);
    redis.delete();
    if (standby != null) {
      standby.delete();
    }
    postgres.delete();
    Removal.of(folder);
  }

  private static void remove(LibertyNode node) {
    node.stop(CLOSING);
    node.delete();
  }
}
