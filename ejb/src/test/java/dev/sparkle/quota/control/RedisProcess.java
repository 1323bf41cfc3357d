package dev.sparkle.quota.control;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A Redis of a test's own, with an append-only file, that can be killed and started again. The
 * program is the one of the system property {@code sparkle.test.redis-server}, with its libraries
 * in {@code sparkle.test.redis-libraries}.
 */
public final class RedisProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;
  private final int port;
  private final boolean cluster;
  private Process process;

  private RedisProcess(boolean cluster) throws IOException {
    this.folder = Files.createTempDirectory("sparkle-redis");
    this.cluster = cluster;
    try (ServerSocket socket = new ServerSocket(0)) {
      this.port = socket.getLocalPort();
    }
  }

  public static RedisProcess single() throws IOException {
    RedisProcess redis = new RedisProcess(false);
    redis.start();
    return redis;
  }

  /** Three that share the slots. */
  static List<RedisProcess> cluster() throws IOException {
    List<RedisProcess> nodes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      nodes.add(new RedisProcess(true));
      nodes.get(i).start();
    }
    for (int i = 0; i < 3; i++) {
      try (Jedis each = nodes.get(i).client()) {
        each.clusterAddSlotsRange(16384 * i / 3, 16384 * (i + 1) / 3 - 1);
        each.clusterMeet("127.0.0.1", nodes.get(0).port);
      }
    }
    for (RedisProcess node : nodes) {
      await(() -> clusterIsWell(node));
    }
    return nodes;
  }

  private static boolean clusterIsWell(RedisProcess node) {
    try (Jedis each = node.client()) {
      String info = each.clusterInfo();
      return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:3");
    }
  }

  void start() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("sparkle.test.redis-server", "redis-server"),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                folder.toString(),
                "--appendonly",
                "yes",
                "--save",
                "",
                "--maxmemory-policy",
                "noeviction"));
    if (cluster) {
      command.addAll(List.of("--cluster-enabled", "yes", "--cluster-node-timeout", "2000"));
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    String libraries = System.getProperty("sparkle.test.redis-libraries");
    if (libraries != null) {
      builder.environment().putAll(Map.of("LD_LIBRARY_PATH", libraries));
    }
    process = builder.start();
    await(this::answers);
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new AssertionError("Redis does not run; see " + folder.resolve("log"));
    }
    try (Jedis jedis = client()) {
      return jedis.ping().equals("PONG");
    } catch (JedisException notYet) {
      return false;
    }
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Redis does not get ready");
      }
      Thread.onSpinWait();
    }
  }

  Jedis client() {
    return new Jedis("127.0.0.1", port);
  }

  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** As a power failure would. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
