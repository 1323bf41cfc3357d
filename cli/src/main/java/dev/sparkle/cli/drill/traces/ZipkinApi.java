package dev.sparkle.cli.drill.traces;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.services.Pause;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Predicate;

/** Reads traces from Zipkin (its API v2). */
final class ZipkinApi {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Spans are sent every half second. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI address;

  ZipkinApi(URI address) {
    this.address = address;
  }

  /** The trace as soon as it is whole, or as it is when patience ends. */
  Trace whole(String id, Predicate<Trace> whole) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Trace trace = read(id);
    while (!whole.test(trace) && System.nanoTime() < end) {
      Pause.of(Duration.ofMillis(200));
      trace = read(id);
    }
    return trace;
  }

  private Trace read(String id) {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/api/v2/trace/" + id))
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      JsonNode spans =
          answer.statusCode() == 200 ? JSON.readTree(answer.body()) : JSON.createArrayNode();
      return new Trace(spans);
    } catch (IOException e) {
      throw Trouble.withFile("cannot read traces at " + address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Trace(JSON.createArrayNode());
    }
  }
}
