package dev.sparkle.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.client.SignIn;
import dev.sparkle.cli.services.LibertyNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;

/** Plain HTTP to a node: statuses, headers and bodies as they are. */
final class Http {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Longer than anything that is asked may take. */
  static final Duration LIMIT = Duration.ofSeconds(30);

  private Http() {}

  /** An answer. */
  record Answer(int status, HttpResponse<String> response) {

    String body() {
      return response.body();
    }

    /** The first header of that name; empty if there is none. */
    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    JsonNode json() {
      try {
        return JSON.readTree(body());
      } catch (JsonProcessingException e) {
        throw new AssertionError("no JSON: " + status + " " + body(), e);
      }
    }

    @Override
    public String toString() {
      return status + " " + response.headers().map() + " " + body();
    }
  }

  /** A GET; {@code headers} are names and values in turn. */
  static Answer get(LibertyNode node, String path, String... headers) {
    return send(node, "GET", path, BodyPublishers.noBody(), headers);
  }

  /** Any call. */
  static Answer send(
      LibertyNode node, String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(Lab.at(node, path)).timeout(LIMIT).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The header value of a new guest. */
  static String guest(LibertyNode node) {
    return "Bearer " + new SignIn(node.ports().address(), Clock.systemUTC()).guest().accessToken();
  }
}
