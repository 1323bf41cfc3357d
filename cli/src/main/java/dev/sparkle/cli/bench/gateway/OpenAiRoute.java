package dev.sparkle.cli.bench.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Streams of chat completions over HTTP, as OpenAI defined them. */
final class OpenAiRoute implements Route {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String END = "data: [DONE]";

  private final String name;
  private final URI completions;
  private final Map<String, String> headers;

  /**
   * A route.
   *
   * @param base up to and with {@code /v1}
   * @param headers beyond the usual ones
   */
  OpenAiRoute(String name, URI base, Map<String, String> headers) {
    this.name = name;
    this.completions = URI.create(base + "/chat/completions");
    this.headers = headers;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Asker asker() {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    return question -> ask(client, question);
  }

  private Times ask(HttpClient client, String question) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(completions)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer fake")
            .POST(BodyPublishers.ofString(body(question)));
    headers.forEach(request::header);
    long start = System.nanoTime();
    HttpResponse<Stream<String>> response = client.send(request.build(), BodyHandlers.ofLines());
    long first = 0;
    boolean ended = false;
    try (Stream<String> lines = response.body()) {
      for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
        String line = each.next();
        if (first == 0 && line.contains("\"content\":\"") && !line.contains("\"content\":\"\"")) {
          first = System.nanoTime();
        }
        ended |= line.equals(END);
      }
    }
    if (response.statusCode() != 200 || first == 0 || !ended) {
      throw new IllegalStateException(name + " gave no whole answer: " + response.statusCode());
    }
    return new Times(first - start, System.nanoTime() - start);
  }

  private static String body(String question) throws Exception {
    return JSON.writeValueAsString(
        Map.of(
            "model",
            "fake",
            "stream",
            true,
            "messages",
            List.of(Map.of("role", "user", "content", question))));
  }
}
