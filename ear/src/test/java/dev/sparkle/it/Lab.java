package dev.sparkle.it;

import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.OperatorToken;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.course.SampleCourse;
import dev.sparkle.cli.fakellm.FakeBehaviour;
import dev.sparkle.cli.fakellm.FakeLlm;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.NodeRecord;
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
import dev.sparkle.identity.control.oidc.TestIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * The real thing for the tests of this module: PostgreSQL, Redis and Liberty nodes of its own, in
 * {@code ear/target/lab}, on free ports. What a test asks for is started once and stopped, and
 * removed, when all tests are done.
 */
public final class Lab implements LauncherSessionListener {

  /** A start takes 15 s, and much longer on a machine that does much else. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Progress QUIET = Progress.SILENT;
  private static final Deque<Runnable> CLOSING = new ArrayDeque<>();
  private static final Map<String, LibertyNode> NODES = new HashMap<>();
  private static final List<String> REDIS_DATABASES = new ArrayList<>();

  private static Tools tools;
  private static PostgresCluster postgres;
  private static RedisServer redis;
  private static FakeLlm fakeLlm;
  private static TestIssuer issuer;

  private static FrameContract contract;

  private static Path root() {
    return Path.of(System.getProperty("sparkle.root"));
  }

  private static Path folder() {
    return root().resolve("ear/target/lab");
  }

  private static Tools tools() {
    if (tools == null) {
      tools = Tools.provide(root(), QUIET);
    }
    return tools;
  }

  /** The database of all nodes. */
  static synchronized DatabaseAddress database() {
    if (postgres == null) {
      PostgresCluster cluster =
          PostgresCluster.in(tools(), folder().resolve("postgres"), Ports.free());
      cluster.delete();
      CLOSING.push(cluster::delete);
      cluster.start(PATIENCE, QUIET);
      postgres = cluster;
    }
    return postgres.address();
  }

  /** Another database beside that of the nodes. */
  static DatabaseAddress postgresAddress(String name) {
    database();
    return postgres.createDatabase(name);
  }

  /** The Redis of all nodes. */
  static synchronized RedisServer redis() {
    if (redis == null) {
      RedisServer server = RedisServer.in(tools(), folder().resolve("redis"), Ports.free());
      server.delete();
      CLOSING.push(server::delete);
      server.start(PATIENCE, QUIET);
      redis = server;
    }
    return redis;
  }

  /** An OpenAI-compatible server that does as it is told. */
  static synchronized FakeLlm fakeLlm() {
    if (fakeLlm == null) {
      fakeLlm = startFakeLlm();
      CLOSING.push(fakeLlm::close);
    }
    return fakeLlm;
  }

  private static FakeLlm startFakeLlm() {
    try {
      return FakeLlm.start(0, FakeBehaviour.HEALTHY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path keys() {
    return folder().resolve("keys");
  }

  /** What every frame of these tests is held against. */
  static synchronized FrameContract contract() {
    if (contract == null) {
      contract = FrameContract.in(root().resolve("docs/api/asyncapi.yaml"));
    }
    return contract;
  }

  /** What every node is told. */
  static NodeSettings settings(Map<String, String> further) {
    return settings(database(), further);
  }

  /** The node that answers from the material's own words, with the sample course. */
  static synchronized LibertyNode node() {
    return node("extractive", Map.of());
  }

  /**
   * A second node of the same installation, which trusts {@link #issuer}; its heart beats every
   * second, and its HTTP port is the operators'.
   */
  static synchronized LibertyNode secondNode() {
    node();
    return node(
        "second",
        Map.of(
            "SPARKLE_OIDC_PROVIDERS",
            "test",
            "SPARKLE_OIDC_TEST_ISSUER",
            issuer().address(),
            "SPARKLE_OIDC_TEST_CLIENT_ID",
            TestIssuer.CLIENT,
            "SPARKLE_OIDC_TEST_CLIENT_SECRET",
            TestIssuer.SECRET,
            "SPARKLE_OIDC_TEST_ROLES",
            "staff=teacher",
            "SPARKLE_CHAT_HEARTBEAT_MS",
            "1000",
            "SPARKLE_OPERATIONS_PORT",
            "http"));
  }

  /** An OpenID provider. */
  static synchronized TestIssuer issuer() {
    if (issuer == null) {
      try {
        issuer = new TestIssuer(0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      CLOSING.push(issuer::close);
    }
    return issuer;
  }

  /** A node of the same installation that asks the fake model. */
  static synchronized LibertyNode modelNode() {
    node();
    return node(
        "model",
        Map.of(
            "SPARKLE_LLM_BASE_URL", fakeLlm().baseUrl().toString(),
            "SPARKLE_LLM_MODEL", "fake",
            "SPARKLE_LLM_FALLBACK", "material",
            // a cold node on a starved machine took 1.5 s three times, and fell back
            "SPARKLE_LLM_FIRST_TOKEN_TIMEOUT_MS", "15000",
            "SPARKLE_LLM_GAP_TIMEOUT_MS", "1500",
            // what one test breaks is not held against the next
            "SPARKLE_LLM_BREAKER_RATIO", "1"));
  }

  /** What a node is told that works on a database of its own. */
  static NodeSettings settings(DatabaseAddress database, Map<String, String> further) {
    Map<String, String> all = new HashMap<>(further);
    // tests ask faster than people
    for (String payer : List.of("", "ADDRESS_", "GUESTS_", "INSTALLATION_")) {
      all.putIfAbsent("SPARKLE_QUOTA_" + payer + "REQUESTS_PER_MINUTE", "0");
    }
    all.putIfAbsent("SPARKLE_IDENTITY_REGISTRATIONS_PER_HOUR", "0");
    all.putIfAbsent("SPARKLE_ADMIN_CENTER", "off");
    return new NodeSettings(database, redisOf(database), keys(), "development", all);
  }

  /** A Redis database of its own for each of PostgreSQL's, as each installation has. */
  private static synchronized String redisOf(DatabaseAddress database) {
    String name = database.jdbcUrl();
    if (!REDIS_DATABASES.contains(name)) {
      REDIS_DATABASES.add(name);
    }
    return redis().url(REDIS_DATABASES.indexOf(name));
  }

  /** A node of the same installation that only works. */
  static synchronized LibertyNode workerNode() {
    node();
    return node("worker", Map.of("SPARKLE_ROLES", "worker"));
  }

  /** A node of the same installation with Liberty's Admin Center. */
  static synchronized LibertyNode adminCenterNode() {
    node();
    return node("admin-center", Map.of("SPARKLE_ADMIN_CENTER", "on"));
  }

  /** A node of the same installation with settings of its own. */
  static synchronized LibertyNode node(String name, Map<String, String> further) {
    LibertyNode known = NODES.get(name);
    if (known != null) {
      return known;
    }
    LibertyNode node = started(name, settings(further));
    node.awaitReady(PATIENCE, QUIET);
    if (NODES.isEmpty()) {
      new SampleCourse(keys()).load(node.ports().address(), QUIET);
    }
    NODES.put(name, node);
    return node;
  }

  /** A node with settings of its own, for one test; it may not be ready yet. */
  static synchronized LibertyNode started(String name, NodeSettings settings) {
    LibertyNode node = LibertyNode.in(folder().resolve(name), name, NodePorts.free());
    node.delete();
    CLOSING.push(() -> remove(node));
    node.start(Installation.of(root()), settings);
    return node;
  }

  /** Starts a node again that a test has ended. */
  static void restart(LibertyNode node, NodeSettings settings) {
    node.start(Installation.of(root()), settings);
    node.awaitReady(PATIENCE, QUIET);
  }

  /** A folder as a checkout is to the command, with this checkout's server. */
  static synchronized Path ownHome(String name) throws IOException {
    Path home = folder().resolve(name);
    delete(home);
    Files.createDirectories(home);
    Files.createSymbolicLink(home.resolve(".liberty"), root().resolve(".liberty"));
    return home;
  }

  /** A node as {@code ./sparkle up} starts it there, so that its other commands find it. */
  static synchronized LibertyNode recordedNode(Home home, String name, NodeSettings settings) {
    NodeRecord record = NodeRecord.foreign(name, NodePorts.free());
    record.write(home);
    LibertyNode node = record.node(home);
    CLOSING.push(() -> remove(node));
    node.start(Installation.of(root()), settings);
    return node;
  }

  /** A Redis for one test; it runs. */
  static synchronized RedisServer ownRedis() {
    RedisServer server = RedisServer.in(tools(), folder().resolve("own-redis"), Ports.free());
    server.delete();
    CLOSING.push(server::delete);
    server.start(PATIENCE, QUIET);
    return server;
  }

  /** A PostgreSQL for one test, with its database; it does not run. */
  static synchronized PostgresCluster stoppedPostgres() {
    PostgresCluster cluster =
        PostgresCluster.in(tools(), folder().resolve("own-postgres"), Ports.free());
    cluster.delete();
    CLOSING.push(cluster::delete);
    cluster.start(PATIENCE, QUIET);
    cluster.stop(PATIENCE);
    return cluster;
  }

  /** How a node finds the fake model. */
  static Map<String, String> fakeModel() {
    return Map.of(
        "SPARKLE_LLM_BASE_URL", fakeLlm().baseUrl().toString(), "SPARKLE_LLM_MODEL", "fake");
  }

  /** What the node wrote stays in {@code ear/target/lab-logs}. */
  private static void remove(LibertyNode node) {
    node.stop(Duration.ofSeconds(10));
    try {
      Path logs = Files.createDirectories(root().resolve("ear/target/lab-logs"));
      if (!Files.exists(node.messages())) {
        return;
      }
      Files.copy(
          node.messages(), logs.resolve(node.name() + ".log"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      node.delete();
    }
  }

  /** A client of that node for a new guest. */
  static SparkleClient guest(LibertyNode node) {
    return SparkleClient.asGuest(node.ports().address());
  }

  /** A client of that node for the operator at the server. */
  static SparkleClient operator(LibertyNode node) {
    return SparkleClient.withToken(
        node.ports().address(), OperatorToken.lookup().mint(keys()).orElseThrow());
  }

  /** The node's address with that path. */
  static URI at(LibertyNode node, String path) {
    return node.ports().address().resolve(path);
  }

  /** Arquillian, and the tests of other modules, look for these before any test runs. */
  @Override
  public void launcherSessionOpened(LauncherSession session) {
    if (!Boolean.getBoolean("sparkle.lab")) {
      return;
    }
    ChatConnection.watch(contract()::fromClient, contract()::fromServer);
    DatabaseAddress scratch = postgresAddress("scratch");
    System.setProperty(
        "sparkle.test.redis-server", tools().redisProgram("redis-server").toString());
    System.setProperty(
        "sparkle.test.redis-libraries", tools().environment().get("LD_LIBRARY_PATH"));
    System.setProperty(
        "sparkle.test.jdbc-url",
        scratch.jdbcUrl() + "?user=" + scratch.user() + "&password=" + scratch.password());
    try {
      ArquillianServer.layOut(
          root(),
          folder().resolve("arquillian"),
          settings(Map.of()),
          Installation.of(root()).jdbcDriver());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    if (!Boolean.getBoolean("sparkle.lab")) {
      return;
    }
    tellWhatWasSeen();
    synchronized (Lab.class) {
      while (!CLOSING.isEmpty()) {
        CLOSING.pop().run();
      }
      delete(folder());
    }
  }

  /** How many frames of each type were held against the contract: {@code lab-logs/frames.txt}. */
  private static void tellWhatWasSeen() {
    try {
      Path logs = Files.createDirectories(root().resolve("ear/target/lab-logs"));
      Files.writeString(logs.resolve("frames.txt"), contract().seen() + System.lineSeparator());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
