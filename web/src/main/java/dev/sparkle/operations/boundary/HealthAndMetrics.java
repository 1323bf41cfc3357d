package dev.sparkle.operations.boundary;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where Liberty's own health and metrics are kept to a port of the machine alone, hands them on: in
 * full at the operators' port; elsewhere health is a word and a status, for load balancers, and
 * metrics are not there. Where they are not kept apart, Liberty's own come first and this is never
 * asked.
 *
 * <p>From outside, the node itself is asked at most once a second for each of the four, and by one
 * thread at a time: the others hear what it said last. Whoever asks much takes no threads.
 */
@WebServlet({"/health", "/health/*", "/metrics", "/metrics/*"})
public class HealthAndMetrics extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Less than load balancers usually wait. */
  private static final Duration PATIENCE_OUTSIDE = Duration.ofSeconds(2);

  private final transient Map<String, LastWord> words =
      Stream.of("", "/live", "/ready", "/started")
          .collect(
              Collectors.toUnmodifiableMap(
                  below -> below, below -> new LastWord(Duration.ofSeconds(1), System::nanoTime)));

  @Inject private transient OperationsPort operators;

  @Inject
  @ConfigProperty(name = "sparkle.management.port")
  private int management;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean outside = operators.isClosedFor(request);
    boolean health = request.getServletPath().equals("/health");
    if (management <= 0 || outside && !health) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setHeader("Cache-Control", "no-store");
    if (outside) {
      tellOutside(request, response);
      return;
    }
    HttpURLConnection liberty = ask(request, PATIENCE);
    int status = liberty.getResponseCode();
    response.setStatus(status);
    response.setContentType(liberty.getContentType());
    try (InputStream body =
        status >= HttpURLConnection.HTTP_BAD_REQUEST
            ? liberty.getErrorStream()
            : liberty.getInputStream()) {
      if (body != null) {
        body.transferTo(response.getOutputStream());
      }
    }
  }

  private void tellOutside(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    LastWord word = words.get(below(request));
    if (word == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    int status = word.status(() -> status(request));
    response.setStatus(status);
    response.setContentType("application/json");
    response.getOutputStream().write(word(status).getBytes(StandardCharsets.UTF_8));
  }

  /** A node that does not say in time how it is, is not well. */
  private int status(HttpServletRequest request) {
    try {
      HttpURLConnection liberty = ask(request, PATIENCE_OUTSIDE);
      try {
        return liberty.getResponseCode();
      } finally {
        liberty.disconnect();
      }
    } catch (IOException silent) {
      return HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    }
  }

  private static String word(int status) {
    return status == HttpURLConnection.HTTP_OK ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}";
  }

  private static String below(HttpServletRequest request) {
    return request.getPathInfo() == null ? "" : request.getPathInfo();
  }

  /** The servlet's own path and what follows it, decoded: nothing of another application's. */
  private HttpURLConnection ask(HttpServletRequest request, Duration patience) throws IOException {
    String below = below(request);
    String plain = below.matches("(/[a-z]+)?") ? below : "/unknown";
    URI there = URI.create("http://127.0.0.1:" + management + request.getServletPath() + plain);
    HttpURLConnection connection = (HttpURLConnection) there.toURL().openConnection();
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout((int) patience.toMillis());
    connection.setReadTimeout((int) patience.toMillis());
    String accept = request.getHeader("Accept");
    if (accept != null) {
      connection.setRequestProperty("Accept", accept);
    }
    return connection;
  }
}
