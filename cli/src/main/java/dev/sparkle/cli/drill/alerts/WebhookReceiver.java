package dev.sparkle.cli.drill.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The end of an alert's way: takes what Alertmanager tells its receivers, and remembers when it
 * came.
 */
final class WebhookReceiver implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A piece of news.
   *
   * @param nanos when it came, by {@link System#nanoTime}
   */
  record News(String alert, boolean firing, String summary, String runbook, long nanos) {}

  private final HttpServer server;
  private final List<News> heard = new ArrayList<>();

  private WebhookReceiver(HttpServer server) {
    this.server = server;
  }

  /** Listens on a free port of 127.0.0.1. */
  static WebhookReceiver start() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    WebhookReceiver receiver = new WebhookReceiver(server);
    server.createContext("/", receiver::take);
    server.start();
    return receiver;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/alerts";
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode told = JSON.readTree(exchange.getRequestBody());
      synchronized (this) {
        // each alert of a group is told again with the others; only its changes are news
        for (JsonNode alert : told.path("alerts")) {
          heard.add(
              new News(
                  alert.at("/labels/alertname").asText(),
                  alert.path("status").asText().equals("firing"),
                  alert.at("/annotations/summary").asText(),
                  alert.at("/annotations/runbook_url").asText(),
                  System.nanoTime()));
        }
        notifyAll();
      }
      exchange.sendResponseHeaders(200, -1);
    }
  }

  /** Waits until an alert fires or not, whenever that was told. */
  Optional<News> await(String alert, boolean firing, Duration atMost) {
    return await(alert, firing, n -> true, atMost);
  }

  /**
   * Waits until an alert fires, or no longer does.
   *
   * @param since news from before that moment do not count
   * @return the first such news; empty if there was none in that time
   */
  Optional<News> await(String alert, boolean firing, long since, Duration atMost) {
    // nanoTime may be negative: only differences mean something
    return await(alert, firing, n -> n.nanos() - since >= 0, atMost);
  }

  private synchronized Optional<News> await(
      String alert, boolean firing, Predicate<News> counts, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (true) {
      Optional<News> found =
          heard.stream()
              .filter(n -> n.alert().equals(alert) && n.firing() == firing)
              .filter(counts)
              .findFirst();
      long left = end - System.nanoTime();
      if (found.isPresent() || left <= 0) {
        return found;
      }
      try {
        wait(Math.max(1, left / 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
