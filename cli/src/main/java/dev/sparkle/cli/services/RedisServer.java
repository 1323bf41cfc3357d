package dev.sparkle.cli.services;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A Redis server of our own: its folder, its port on 127.0.0.1, a generated password, and an
 * append-only file, so that a restart loses at most the last second.
 *
 * <p>{@link #start} may be called in any state, as that of {@link PostgresCluster}.
 */
public final class RedisServer {

  private final Tools tools;
  private final Path folder;
  private final int port;
  private final ServiceAccount account;
  private final Role role;

  /**
   * What it does beside others.
   *
   * @param sentinel whether it is a Sentinel and holds no data
   * @param lines of its configuration
   */
  private record Role(boolean sentinel, String lines) {
    static final Role ALONE = new Role(false, "");
  }

  private RedisServer(Tools tools, Path folder, int port, Role role) {
    this.tools = tools;
    this.folder = folder;
    this.port = port;
    this.account = ServiceAccount.current();
    this.role = role;
  }

  /**
   * The server in this folder, which need not exist yet; for root see {@link PostgresCluster#in}.
   */
  public static RedisServer in(Tools tools, Path folder, int port) {
    return new RedisServer(tools, folder, port, Role.ALONE);
  }

  /** A server that follows this one, with its password; it is not started yet. */
  public RedisServer replica(Path place, int otherPort) {
    return beside(place, otherPort, new Role(false, "replicaof 127.0.0.1 %d%n".formatted(port)));
  }

  /**
   * A Sentinel that watches this server and those that follow it, with its password; it is not
   * started yet.
   *
   * @param name under which it is watched
   * @param quorum of Sentinels that must find it away
   * @param after so long without an answer it is taken for away
   */
  public RedisServer sentinel(Path place, int otherPort, String name, int quorum, Duration after) {
    return beside(
        place,
        otherPort,
        new Role(
            true,
            """
            sentinel monitor %1$s 127.0.0.1 %2$d %3$d
            sentinel auth-pass %1$s %4$s
            sentinel down-after-milliseconds %1$s %5$d
            sentinel failover-timeout %1$s 10000
            """
                .formatted(name, port, quorum, password(), after.toMillis())));
  }

  private RedisServer beside(Path place, int otherPort, Role other) {
    Secret.keep(account.lodge(place).resolve("password"), password() + "\n");
    return new RedisServer(tools, place, otherPort, other);
  }

  private String password() {
    return Secret.in(folder.resolve("password"));
  }

  /** Whether it follows another; false also when it does not answer. */
  public boolean follows() {
    try (RedisProbe probe = new RedisProbe(address())) {
      return probe.info("replication").getOrDefault("role", "").equals("slave");
    } catch (IOException away) {
      return false;
    }
  }

  /** How many follow it and have all it has; 0 also when it does not answer. */
  public int followers() {
    try (RedisProbe probe = new RedisProbe(address())) {
      return (int)
          probe.info("replication").entrySet().stream()
              .filter(each -> each.getKey().startsWith("slave"))
              .filter(each -> each.getValue().contains("state=online"))
              .count();
    } catch (IOException away) {
      return 0;
    }
  }

  /**
   * Starts the server when it is not running, and waits until it answers.
   *
   * @throws Trouble when the port is taken or it does not come up within {@code patience}
   */
  public void start(Duration patience, Progress progress) {
    Path home = account.lodge(folder);
    Optional<ProcessMark> running =
        ProcessMark.read(home.resolve("process")).filter(ProcessMark::alive);
    if (running.isEmpty()) {
      Ports.requireFree("127.0.0.1", port, "SPARKLE_REDIS_PORT");
      progress.now("starting");
      configure(home);
      launch(home);
    }
    ProcessMark mark = ProcessMark.read(home.resolve("process")).orElseThrow(() -> failed(home));
    awaitAnswer(home, mark, patience);
  }

  /** Saves and stops; after {@code patience} it is killed. Does nothing when it is not running. */
  public void stop(Duration patience) {
    mark()
        .ifPresent(
            mark -> {
              mark.ask();
              if (!mark.awaitEnd(patience)) {
                mark.kill();
                mark.awaitEnd(Duration.ofSeconds(5));
              }
            });
    Folders.delete(folder.resolve("process"));
  }

  /** Ends the server as a power failure would (SIGKILL); for drills. */
  public void kill() {
    mark()
        .ifPresent(
            mark -> {
              mark.kill();
              mark.awaitEnd(Duration.ofSeconds(5));
            });
  }

  public boolean running() {
    return mark().isPresent();
  }

  public OptionalLong pid() {
    return mark().map(m -> OptionalLong.of(m.pid())).orElse(OptionalLong.empty());
  }

  public RedisAddress address() {
    return RedisAddress.parse(url());
  }

  /** With the password: {@code redis://:password@127.0.0.1:port/0}. */
  public String url() {
    return "redis://:" + password() + "@127.0.0.1:" + port + "/0";
  }

  /** As {@link #url()}, with the number of one of its 16 databases: an installation has one. */
  public String url(int database) {
    return url().replaceFirst("/0$", "/" + database);
  }

  /** Stops the server and removes all its data. */
  public void delete() {
    stop(Duration.ofSeconds(10));
    ServiceAccount.dislodge(folder);
  }

  private Optional<ProcessMark> mark() {
    return ProcessMark.read(folder.resolve("process")).filter(ProcessMark::alive);
  }

  /** A Sentinel writes its file anew, for which the folder must be its account's. */
  private Path configuration(Path home) {
    return home.resolve(role.sentinel() ? "data/sentinel.conf" : "redis.conf");
  }

  private void configure(Path home) {
    account.own(Folders.make(home.resolve("data")));
    Path configuration = configuration(home);
    if (role.sentinel()) {
      Folders.writeSecret(
          configuration,
          """
          bind 127.0.0.1
          port %d
          requirepass %s
          dir "%s"
          """
                  .formatted(port, password(), home.resolve("data"))
              + role.lines());
      account.own(configuration);
      return;
    }
    Folders.writeSecret(
        configuration,
        """
                bind 127.0.0.1
                port %d
                protected-mode yes
                requirepass %s
                masterauth %s
                dir "%s"
                appendonly yes
                appendfsync everysec
                save ""
                # full memory is an error that is seen, never silent loss of a budget or a lease
                maxmemory-policy noeviction
                # whoever asks for a snapshot gets it at once: no second replica is waited for
                repl-diskless-sync-delay 0
                daemonize no
                """
                .formatted(port, password(), password(), home.resolve("data"))
            + role.lines());
    account.own(configuration);
  }

  private void launch(Path home) {
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(
        account.command(
            tools.redisProgram("redis-server").toString(), configuration(home).toString()));
    if (role.sentinel()) {
      command.add("--sentinel");
    }
    File log = home.resolve("redis.log").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(new File("/"))
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(log));
    builder.environment().putAll(tools.environment());
    builder.environment().put("LC_ALL", "C.UTF-8");
    try {
      Process process = builder.start();
      // setsid and setpriv replace themselves, so the pid stays the server's
      ProcessMark.of(process.pid()).orElseThrow(() -> failed(home)).write(home.resolve("process"));
    } catch (IOException e) {
      throw Trouble.withFile("cannot start Redis", e);
    }
  }

  private void awaitAnswer(Path home, ProcessMark mark, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (mark.alive() && System.nanoTime() < end) {
      try (RedisProbe probe = new RedisProbe(address())) {
        if (!probe
            .info("server")
            .getOrDefault("process_id", "")
            .equals(Long.toString(mark.pid()))) {
          throw new Trouble(
              ExitCode.TAKEN,
              "the Redis on port " + port + " is another one.",
              "Choose another port: SPARKLE_REDIS_PORT=" + (port + 1) + " ./sparkle up");
        }
        if (!isReading(probe)) {
          return;
        }
        Pause.of(Duration.ofMillis(20));
      } catch (IOException notYet) {
        Pause.of(Duration.ofMillis(20));
      }
    }
    throw failed(home);
  }

  /** Whether it reads its append-only file: then it tells of itself and refuses everything else. */
  private static boolean isReading(RedisProbe probe) throws IOException {
    return !probe.info("persistence").getOrDefault("loading", "0").equals("0");
  }

  private Trouble failed(Path home) {
    Path log = home.resolve("redis.log");
    String words =
        !Files.exists(log)
            ? "it said nothing"
            : Folders.read(log)
                .lines()
                .filter(l -> l.contains(" # ") || l.contains("***") || l.contains("rror"))
                .filter(l -> !l.contains("WARNING"))
                .reduce((a, b) -> b)
                .orElse("it said nothing")
                .replaceFirst("^.* # ", "");
    return new Trouble(
        ExitCode.SERVICE,
        "Redis did not start: " + words.replaceFirst("\\.$", "") + ".",
        "See " + log + ".");
  }
}
