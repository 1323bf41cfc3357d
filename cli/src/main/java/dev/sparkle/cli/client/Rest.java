package dev.sparkle.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** One call of the REST interface after another; JSON in and out. */
final class Rest {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final URI server;
  private final HttpClient http;

  Rest(URI server) {
    this.server = server;
    // one call after another gains nothing from HTTP/2, and under load Liberty was seen to end the
    // upgraded connection of a first call with GOAWAY
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
  }

  URI server() {
    return server;
  }

  HttpClient http() {
    return http;
  }

  /**
   * Calls.
   *
   * @param path below {@code /api/v1/}
   * @param body null: none
   * @param token null: none
   * @return the answer; a missing node if it has no body
   * @throws ApiProblem if the server says no
   * @throws ServerUnreachable if nobody answers
   */
  JsonNode call(String method, String path, JsonNode body, String token) {
    BodyPublisher publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
    return call(method, path, publisher, body == null ? null : "application/json", token);
  }

  JsonNode call(String method, String path, BodyPublisher body, String type, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + "/api/v1/" + path))
            .timeout(LIMIT)
            .header("Accept", "application/json, application/problem+json")
            .method(method, body);
    if (type != null) {
      request.header("Content-Type", type);
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> response = send(request.build());
    JsonNode answer = json(response.body());
    if (response.statusCode() < 200 || response.statusCode() > 299) {
      throw ApiProblem.of(response.statusCode(), answer);
    }
    return answer;
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException away) {
      throw new ServerUnreachable(server, away);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ServerUnreachable(server, interrupted);
    }
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException noJson) {
      return JSON.missingNode();
    }
  }
}
