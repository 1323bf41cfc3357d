package dev.sparkle.platform.boundary;

import dev.sparkle.platform.control.Json;
import dev.sparkle.platform.control.LogContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Gives each request an id, the client's own if it sent a plain one, tells it in the answer and
 * puts it into every log line; and sets the headers that every answer carries. What the API tells
 * is for its caller alone: no cache may keep it.
 */
@WebFilter(filterName = "a-request-context", urlPatterns = "/*", asyncSupported = true)
public class RequestContext implements Filter {

  private static final Logger LOG = System.getLogger(RequestContext.class.getName());
  private static final String HEADER = "X-Request-Id";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String wanted = ((HttpServletRequest) request).getHeader(HEADER);
    String id =
        wanted != null && PLAIN.matcher(wanted).matches() ? wanted : UUID.randomUUID().toString();
    HttpServletResponse answer = (HttpServletResponse) response;
    answer.setHeader(HEADER, id);
    answer.setHeader("X-Content-Type-Options", "nosniff");
    answer.setHeader("Referrer-Policy", "no-referrer");
    answer.setHeader("X-Frame-Options", "DENY");
    answer.setHeader(
        "Content-Security-Policy",
        "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none';"
            + " form-action 'self'");
    if (((HttpServletRequest) request).getRequestURI().startsWith("/api/")) {
      answer.setHeader("Cache-Control", "no-store");
    }
    long start = System.nanoTime();
    try (LogContext.Scope scope = LogContext.with(Map.of(LogContext.Field.REQUEST, id))) {
      Objects.requireNonNull(scope);
      chain.doFilter(request, response);
      explain(answer);
      tell((HttpServletRequest) request, answer.getStatus(), start);
    }
  }

  /** For an operator who looks closer; without the query, which may be somebody's words. */
  private static void tell(HttpServletRequest request, int status, long start) {
    if (LOG.isLoggable(Level.DEBUG)) {
      LOG.log(
          Level.DEBUG,
          "{0} {1}: {2} after {3} ms",
          request.getMethod(),
          request.getRequestURI(),
          status,
          (System.nanoTime() - start) / 1_000_000);
    }
  }

  /** The token check answers before JAX-RS, without a word: this puts the problem document in. */
  private static void explain(HttpServletResponse answer) throws IOException {
    if (answer.getStatus() == HttpServletResponse.SC_UNAUTHORIZED
        && !answer.isCommitted()
        && answer.getContentType() == null) {
      String problem = Json.write(Problem.of(answer.getStatus()));
      answer.setContentType(Problem.MEDIA_TYPE);
      answer.getOutputStream().write(problem.getBytes(StandardCharsets.UTF_8));
    }
  }
}
