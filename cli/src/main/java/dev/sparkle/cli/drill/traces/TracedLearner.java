package dev.sparkle.cli.drill.traces;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Session;
import dev.sparkle.cli.client.SignIn;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.services.Pause;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** A guest whose client begins a trace with everything that it does. */
final class TracedLearner {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int CREATED = 202;

  private final HttpClient http = HttpClient.newHttpClient();
  private final SecureRandom random = new SecureRandom();
  private final URI server;
  private final Session session;
  private final SparkleClient client;

  TracedLearner(URI server) {
    this.server = server;
    this.session = new SignIn(server, Clock.systemUTC()).guest();
    this.client = SparkleClient.withToken(server, session.accessToken());
  }

  private String id(int bytes) {
    byte[] id = new byte[bytes];
    random.nextBytes(id);
    id[0] |= 1; // not all zeros
    return HexFormat.of().formatHex(id);
  }

  private static String traceparent(String trace, String span) {
    return "00-" + trace + "-" + span + "-01";
  }

  /** Asks, and waits for the end of the answer. */
  Sample ask(String question) {
    String trace = id(16);
    String span = id(8);
    ObjectNode frame =
        JSON.createObjectNode()
            .put("type", "chat.send")
            .put("id", UUID.randomUUID().toString())
            .put("text", question)
            .put("traceparent", traceparent(trace, span));
    try (ChatConnection socket = client.connect()) {
      socket.sendFrame(frame.toString());
      List<ChatEvent> events = socket.untilEnd(PATIENCE);
      ChatEvent last = events.get(events.size() - 1);
      boolean done = last instanceof ChatEvent.Done;
      return Sample.of("chat", trace, span, done ? List.of() : List.of("ended with " + last));
    }
  }

  /** Hands a small text in, and waits until the other node has taken it in. */
  Sample upload(int number) throws IOException, InterruptedException {
    String trace = id(16);
    String span = id(8);
    String boundary = "sparkle-" + trace;
    String form =
        "--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"kelp-"
            + number
            + ".md\"\r\nContent-Type: text/markdown\r\n\r\n# Kelp "
            + number
            + "\n\nKelp number "
            + number
            + " grows fast in cold water.\r\n--"
            + boundary
            + "--\r\n";
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/api/v1/materials"))
            .header("Authorization", "Bearer " + session.accessToken())
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .header("traceparent", traceparent(trace, span))
            .POST(BodyPublishers.ofString(form))
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != CREATED) {
      return Sample.of("task", trace, span, List.of("refused: " + answer.body()));
    }
    String material = JSON.readTree(answer.body()).path("id").asText();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!client.material(material).settled() && System.nanoTime() < end) {
      Pause.of(Duration.ofMillis(100));
    }
    String status = client.material(material).status();
    return Sample.of(
        "task", trace, span, status.equals("ready") ? List.of() : List.of("it is " + status));
  }

  /** A frame that says nothing, whose error names the trace that the server began. */
  Sample badFrame() {
    try (ChatConnection socket = client.connect()) {
      socket.sendFrame("{\"type\":\"chat.nothing\"}");
      ChatEvent.BadFrame error = socket.await(ChatEvent.BadFrame.class, PATIENCE);
      return named(error.error().traceId());
    }
  }

  /** A request for nothing, whose problem document names the trace. */
  Sample badRequest() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/api/v1/materials/" + UUID.randomUUID()))
            .header("Authorization", "Bearer " + session.accessToken())
            .build();
    JsonNode problem = JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    return named(problem.path("traceId").asText(null));
  }

  private static Sample named(String trace) {
    return Sample.of(
        "error",
        String.valueOf(trace),
        "",
        trace == null ? List.of("the error names no trace") : List.of());
  }
}
