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
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where Liberty's own health and metrics are kept to a port of the machine alone, hands them on: in
 * full at the operators' port; elsewhere health is a word and a status, for load balancers, and
 * metrics are not there. Where they are not kept apart, Liberty's own come first and this is never
 * asked.
 */
@WebServlet({"/health", "/health/*", "/metrics", "/metrics/*"})
public class HealthAndMetrics extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final int PATIENCE_MS = (int) Duration.ofSeconds(10).toMillis();

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
    HttpURLConnection liberty = ask(request);
    int status = liberty.getResponseCode();
    response.setStatus(status);
    response.setHeader("Cache-Control", "no-store");
    if (outside) {
      response.setContentType("application/json");
      response.getOutputStream().write(word(status).getBytes(StandardCharsets.UTF_8));
      return;
    }
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

  private static String word(int status) {
    return status == HttpURLConnection.HTTP_OK ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}";
  }

  /** The servlet's own path and what follows it, decoded: nothing of another application's. */
  private HttpURLConnection ask(HttpServletRequest request) throws IOException {
    String below = request.getPathInfo() == null ? "" : request.getPathInfo();
    String plain = below.matches("(/[a-z]+)?") ? below : "/unknown";
    URI there = URI.create("http://127.0.0.1:" + management + request.getServletPath() + plain);
    HttpURLConnection connection = (HttpURLConnection) there.toURL().openConnection();
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(PATIENCE_MS);
    connection.setReadTimeout(PATIENCE_MS);
    String accept = request.getHeader("Accept");
    if (accept != null) {
      connection.setRequestProperty("Accept", accept);
    }
    return connection;
  }
}
