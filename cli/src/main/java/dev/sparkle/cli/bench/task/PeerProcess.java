package dev.sparkle.cli.bench.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A measured program, started by its script {@code start}: it answers one JSON line a request. */
final class PeerProcess implements AutoCloseable {

  private static final Duration TO_START = Duration.ofMinutes(4);
  private static final Duration TO_ANSWER = Duration.ofMinutes(3);

  private final ObjectMapper json = new ObjectMapper();
  private final Process process;
  private final BufferedReader answers;
  private final OutputStream requests;
  private final Path log;

  private PeerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.requests = process.getOutputStream();
  }

  /**
   * Starts it, and waits until it is ready.
   *
   * @param log gets what it says to nobody
   */
  static PeerProcess start(List<String> command, Map<String, String> environment, Path log)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(new File(log.toString())));
    builder.environment().putAll(environment);
    PeerProcess peer = new PeerProcess(builder.start(), log);
    try {
      peer.answer(TO_START);
      return peer;
    } catch (IOException | InterruptedException | RuntimeException e) {
      peer.close();
      throw e;
    }
  }

  /** Asks it, and waits for the answer. */
  JsonNode ask(Map<String, ?> request) throws IOException, InterruptedException {
    requests.write((json.writeValueAsString(request) + "\n").getBytes(StandardCharsets.UTF_8));
    requests.flush();
    return answer(TO_ANSWER);
  }

  private JsonNode answer(Duration most) throws IOException, InterruptedException {
    CompletableFuture<String> line = CompletableFuture.supplyAsync(this::line);
    try {
      return json.readTree(line.get(most.toSeconds(), TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      throw new IOException("the measured program ended, see " + log, e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("no answer in " + most.toSeconds() + " s, see " + log, e);
    }
  }

  private String line() {
    try {
      String line = answers.readLine();
      while (line != null && !line.startsWith("{")) {
        line = answers.readLine();
      }
      if (line == null) {
        throw new IllegalStateException("end of its output");
      }
      return line;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Kills it, as a power failure would; it leaves nothing behind. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
