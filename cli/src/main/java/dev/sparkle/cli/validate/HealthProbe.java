package dev.sparkle.cli.validate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The health of a server at its four addresses, and its contract at /openapi. */
final class HealthProbe implements Work {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Override
  public String command(Scene scene) {
    return "GET " + scene.server() + "/health, /live, /ready, /started, /openapi";
  }

  @Override
  public Outcome run(Scene scene) throws Exception {
    List<Reading> readings = new ArrayList<>();
    StringBuilder said = new StringBuilder();
    for (String path : List.of("", "/live", "/ready", "/started")) {
      String body = get(scene.server().resolve("/health" + path), said);
      readings.add(
          Reading.yes(
              "/health" + path + " says UP", body.replace(" ", "").contains("\"status\":\"UP\"")));
    }
    String contract = get(scene.server().resolve("/openapi"), new StringBuilder());
    readings.add(
        Reading.yes("/openapi tells the contract", contract.contains("/api/v1/conversations")));
    scene.keep(scene.id() + ".txt", said.toString());
    return Outcome.of(readings);
  }

  private static String get(URI address, StringBuilder said)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(15)).build(),
            BodyHandlers.ofString());
    said.append(address).append(' ').append(answer.statusCode()).append('\n');
    said.append(answer.body()).append("\n\n");
    return answer.statusCode() == 200 ? answer.body() : "";
  }
}
