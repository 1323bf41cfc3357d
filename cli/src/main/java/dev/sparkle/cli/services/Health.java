package dev.sparkle.cli.services;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A node's answer to a health request (MicroProfile Health).
 *
 * @param reached whether there was an answer that could be read
 * @param up whether the node says that it is well
 */
public record Health(boolean reached, boolean up, List<Check> checks) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** One of the checks behind the answer, with what it tells beside its state. */
  public record Check(String name, boolean up, Map<String, String> data) {

    public Check {
      data = new TreeMap<>(data);
    }
  }

  public Health {
    checks = List.copyOf(checks);
  }

  static Health ask(URI uri, Duration patience) {
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout((int) patience.toMillis());
      connection.setReadTimeout((int) patience.toMillis());
      int status = connection.getResponseCode();
      try (InputStream body =
          status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
        return read(body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException notYet) {
      return new Health(false, false, List.of());
    }
  }

  static Health read(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      if (json == null || !json.has("status")) {
        return new Health(false, false, List.of());
      }
      List<Check> checks = new ArrayList<>();
      for (JsonNode check : json.path("checks")) {
        Map<String, String> data = new TreeMap<>();
        check.path("data").properties().forEach(e -> data.put(e.getKey(), e.getValue().asText()));
        checks.add(new Check(check.path("name").asText(), isUp(check), data));
      }
      return new Health(true, isUp(json), checks);
    } catch (IOException notJson) {
      return new Health(false, false, List.of());
    }
  }

  /** The checks that are down, by name; empty when there is none. */
  public String unwell() {
    return checks.stream().filter(c -> !c.up()).map(Check::name).collect(Collectors.joining(", "));
  }

  private static boolean isUp(JsonNode node) {
    return "UP".equals(node.path("status").asText());
  }
}
