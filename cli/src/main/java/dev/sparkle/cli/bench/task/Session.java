package dev.sparkle.cli.bench.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** Measured programs, what they are asked, and what they tell of their tasks. */
final class Session implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long STEP_NANOS = 2_000_000;

  private final Path script;
  private final Path folder;
  private final Map<String, String> environment;
  private final EventFile events;
  private final BenchStore store;
  private final List<PeerProcess> programs = new CopyOnWriteArrayList<>();
  private PeerProcess producer;
  private int number;

  /**
   * A session without programs.
   *
   * @param script that starts one
   * @param folder for their files
   * @param redis its URL; programs without Liberty do not use it
   */
  Session(Path script, Path folder, BenchStore store, String redis) throws IOException {
    this.script = script;
    this.folder = Files.createDirectories(folder);
    this.store = store;
    // whoever ends the command early leaves no program behind
    Runtime.getRuntime().addShutdownHook(new Thread(() -> programs.forEach(PeerProcess::close)));
    Path file = Files.createTempFile(folder, "events", "");
    this.events = new EventFile(file);
    this.environment =
        Map.of(
            "EVENTS", file.toString(),
            "JDBC_URL", store.url(),
            "TMPDIR", folder.toString(),
            "SPARKLE_REDIS_URL", redis,
            "JAVA_HOME", System.getProperty("java.home"),
            "CONC", "8");
  }

  /**
   * Starts a program.
   *
   * @param role {@code worker}, {@code producer} or {@code both}
   * @param name tells two of a role apart
   */
  PeerProcess start(String role, String name) throws IOException, InterruptedException {
    PeerProcess program =
        PeerProcess.start(
            List.of(script.toString(), role, name), environment, folder.resolve(name + ".err"));
    programs.add(program);
    if (!role.equals("worker")) {
      producer = program;
    }
    return program;
  }

  EventFile events() {
    return events;
  }

  BenchStore store() {
    return store;
  }

  /** A prefix of ids that nobody used yet. */
  String prefix() {
    return "t" + number++ + ".";
  }

  /** Submits; further fields are those of the protocol. */
  JsonNode put(int tasks, String prefix, String mode, Map<String, ?> further)
      throws IOException, InterruptedException {
    Map<String, Object> request = new LinkedHashMap<>(further);
    request.put("op", "put");
    request.put("n", tasks);
    request.put("prefix", prefix);
    request.put("mode", mode);
    return producer.ask(request);
  }

  /** Submits, and waits until all have ended and the store is empty; the answer to the request. */
  JsonNode run(int tasks, String prefix, String mode, Map<String, ?> further)
      throws IOException, InterruptedException {
    JsonNode answer = put(tasks, prefix, mode, further);
    requireEnded(prefix, tasks);
    settle();
    return answer;
  }

  /** Waits until they have ended. */
  void requireEnded(String prefix, int tasks) throws IOException {
    if (!events.awaitEnded(prefix, tasks, PATIENCE)) {
      throw new IOException(
          "not all of " + tasks + " tasks ended in " + PATIENCE.toSeconds() + " s");
    }
  }

  /** Waits until nothing lives in the queue; microseconds since 1970. */
  long settle() throws IOException, InterruptedException {
    while (producer.ask(Map.of("op", "pending")).get("pending").asInt() != 0) {
      LockSupport.parkNanos(STEP_NANOS);
    }
    return System.currentTimeMillis() * 1000;
  }

  /** The program that submits. */
  PeerProcess producer() {
    return producer;
  }

  @Override
  public void close() throws IOException {
    programs.forEach(PeerProcess::close);
    events.close();
  }
}
