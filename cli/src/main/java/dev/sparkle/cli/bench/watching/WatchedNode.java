package dev.sparkle.cli.bench.watching;

import dev.sparkle.cli.bench.BenchInstallation;
import dev.sparkle.cli.bench.chat.ProcessTimes;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.client.Upload;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.Pause;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One node that is watched more or less closely, and what its work costs. */
final class WatchedNode implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String state;
  private final LibertyNode node;
  private final boolean scraped;
  private final SparkleClient client;
  private final ChatConnection socket;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Double> firstWordsMs = new ArrayList<>();
  private int questions;
  private int tasks;
  private double questionsCpu;
  private double tasksCpu;
  private double mark;

  WatchedNode(String state, LibertyNode node, boolean scraped) {
    this.state = state;
    this.node = node;
    this.scraped = scraped;
    this.client = BenchInstallation.guest(node);
    this.socket = client.connect();
  }

  /** What was measured: CPU of the node's process in milliseconds, times here in milliseconds. */
  record Figures(
      String state,
      int questions,
      double cpuMsAQuestion,
      double firstWordsP50Ms,
      double firstWordsP95Ms,
      int tasks,
      double cpuMsATask) {}

  private double cpu() {
    return ProcessTimes.cpuSecondsOfTree(node.pid().orElseThrow());
  }

  /** Counts from here; what came before warmed it up. */
  void begin() {
    firstWordsMs.clear();
    questions = 0;
    tasks = 0;
    questionsCpu = 0;
    tasksCpu = 0;
  }

  /** Asks so many questions, each after the other's end. */
  void ask(List<String> texts) {
    mark = cpu();
    for (String text : texts) {
      ask(text);
    }
    scrape();
    questionsCpu += cpu() - mark;
    questions += texts.size();
  }

  private void ask(String text) {
    long start = System.nanoTime();
    socket.send(new Question(text));
    boolean spoke = false;
    ChatEvent event;
    do {
      event =
          socket
              .next(PATIENCE)
              .orElseThrow(() -> new IllegalStateException(state + " does not answer"));
      if (event instanceof ChatEvent.Delta && !spoke) {
        spoke = true;
        firstWordsMs.add((System.nanoTime() - start) / 1e6);
      }
    } while (!(event instanceof ChatEvent.Terminal));
    if (!(event instanceof ChatEvent.Done)) {
      throw new IllegalStateException(state + " ended a question otherwise than done: " + event);
    }
  }

  /** Has so many small texts taken in, each a task with a batch job. */
  void takeIn(Path folder, int count) throws IOException {
    mark = cpu();
    for (int i = 0; i < count; i++) {
      Path file =
          Files.writeString(
              folder.resolve(state + "-" + tasks + "-" + i + ".md"),
              "# Kelp\n\nKelp number " + tasks + "." + i + " grows fast in cold water.\n");
      String material = client.upload(new Upload(file, null, null, null)).id();
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!client.material(material).settled()) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException(state + " does not take a text in");
        }
        Pause.of(Duration.ofMillis(20));
      }
    }
    scrape();
    tasksCpu += cpu() - mark;
    tasks += count;
  }

  private void scrape() {
    if (!scraped) {
      return;
    }
    try {
      http.send(
          HttpRequest.newBuilder(node.ports().address().resolve("/metrics")).build(),
          BodyHandlers.discarding());
    } catch (IOException e) {
      throw new IllegalStateException(state + " shows no metrics", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Figures figures() {
    List<Double> sorted = new ArrayList<>(firstWordsMs);
    Collections.sort(sorted);
    return new Figures(
        state,
        questions,
        questionsCpu * 1000 / questions,
        sorted.get(sorted.size() / 2),
        sorted.get((int) (sorted.size() * 0.95)),
        tasks,
        tasksCpu * 1000 / tasks);
  }

  @Override
  public void close() {
    socket.close();
  }
}
