package dev.sparkle.cli.fakellm;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/**
 * A fake language model in a process of its own, so that its threads and its CPU are not the
 * measured ones. Ends when it is closed or the parent ends; if the parent is killed with SIGKILL,
 * it goes on.
 */
public final class FakeLlmProcess implements AutoCloseable {

  private final Process process;
  private final URI baseUrl;
  private final HttpClient http = HttpClient.newHttpClient();

  private FakeLlmProcess(Process process, URI baseUrl) {
    this.process = process;
    this.baseUrl = baseUrl;
  }

  /**
   * Starts one on a free port with this JVM's own Java and class path, and waits until it listens.
   *
   * @param options as of {@code ./sparkle fake-llm}
   */
  public static FakeLlmProcess start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(FakeLlmProcess.class.getName(), "--port", "0", "--json"));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String first = out.readLine();
    if (first == null) {
      throw new IOException("the fake language model did not start");
    }
    JsonNode where = FakeChunks.JSON.readTree(first);
    return new FakeLlmProcess(process, URI.create(where.path("baseUrl").asText()));
  }

  /** What {@code SPARKLE_LLM_BASE_URL} is set to. */
  public URI baseUrl() {
    return baseUrl;
  }

  /** The process. */
  public long pid() {
    return process.pid();
  }

  /** What it has seen so far. */
  public FakeStats stats() throws IOException, InterruptedException {
    String json =
        http.send(
                HttpRequest.newBuilder(baseUrl.resolve("/stats")).build(), BodyHandlers.ofString())
            .body();
    return FakeChunks.JSON.readValue(json, FakeStats.class);
  }

  /**
   * Sets switches for all requests from now on.
   *
   * @param json an object, e.g. {@code {"cutAfterTokens": 3}}
   */
  public void control(String json) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(baseUrl.resolve("/control"))
            .POST(BodyPublishers.ofString(json))
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalArgumentException(answer.body());
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** The process itself. */
  public static void main(String[] options) {
    System.exit(new CommandLine(new FakeLlmCommand()).execute(options));
  }
}
