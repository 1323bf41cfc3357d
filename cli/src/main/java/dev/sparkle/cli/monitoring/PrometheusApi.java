package dev.sparkle.cli.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** What Prometheus is asked over its HTTP interface. */
public final class PrometheusApi {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;

  public PrometheusApi(URI address) {
    this.address = address;
  }

  /**
   * The result of an instant query: an array of series with {@code metric} and {@code value}.
   *
   * @throws IllegalArgumentException if it is not valid PromQL; the message says why
   */
  public JsonNode query(String expression) {
    return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
        .at("/data/result");
  }

  /**
   * The result of a query over a time: an array of series with {@code metric} and {@code values}.
   *
   * @throws IllegalArgumentException if it is not valid PromQL; the message says why
   */
  public JsonNode range(String expression, Instant from, Instant to, Duration step) {
    return get("/api/v1/query_range?query="
            + URLEncoder.encode(expression, StandardCharsets.UTF_8)
            + "&start="
            + from.getEpochSecond()
            + "&end="
            + to.getEpochSecond()
            + "&step="
            + step.toSeconds())
        .at("/data/result");
  }

  /** The alerts that are pending or fire. */
  public JsonNode alerts() {
    return get("/api/v1/alerts").at("/data/alerts");
  }

  private JsonNode get(String path) {
    try {
      var answer =
          http.send(
              HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE).build(),
              BodyHandlers.ofString());
      JsonNode json = JSON.readTree(answer.body());
      if (!json.path("status").asText().equals("success")) {
        throw new IllegalArgumentException(json.path("error").asText());
      }
      return json;
    } catch (IOException e) {
      throw new Trouble(
          ExitCode.SERVICE,
          "Prometheus at " + address + " does not answer: " + e.getMessage() + ".",
          "Start it with: ./sparkle monitoring up",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
