package dev.sparkle.cli.bench.gateway;

import dev.sparkle.cli.bench.BenchInstallation;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.services.LibertyNode;
import java.time.Duration;

/** A learner's socket: all five layers, retrieval and what is stored lie on this way. */
final class SparkleRoute implements Route {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String name;
  private final LibertyNode node;

  SparkleRoute(String name, LibertyNode node) {
    this.name = name;
    this.node = node;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Asker asker() {
    ChatConnection socket = BenchInstallation.guest(node).connect();
    return new Asker() {
      @Override
      public Times ask(String question) {
        return SparkleRoute.this.ask(socket, question);
      }

      @Override
      public void close() {
        socket.close();
      }
    };
  }

  private Times ask(ChatConnection socket, String question) {
    long start = System.nanoTime();
    socket.send(new Question(question));
    long first = 0;
    while (true) {
      ChatEvent event =
          socket
              .next(PATIENCE)
              .orElseThrow(() -> new IllegalStateException(name + " does not answer"));
      if (first == 0 && event instanceof ChatEvent.Delta) {
        first = System.nanoTime();
      }
      if (event instanceof ChatEvent.Terminal) {
        if (first == 0 || !(event instanceof ChatEvent.Done)) {
          throw new IllegalStateException(name + " gave no whole answer: " + event);
        }
        return new Times(first - start, System.nanoTime() - start);
      }
    }
  }
}
