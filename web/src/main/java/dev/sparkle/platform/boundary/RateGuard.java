package dev.sparkle.platform.boundary;

import dev.sparkle.platform.control.RequestRate;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses what one network asks beyond its rate, before anything is done for it: 429. Budgets of
 * questions and the door of sign-ins are beside it, and closer.
 */
@WebFilter(
    filterName = "ab-rate-guard",
    urlPatterns = {"/api/*", "/ws/*", "/health/*"},
    asyncSupported = true)
public class RateGuard implements Filter {

  @Inject
  @ConfigProperty(name = "sparkle.http.requests-per-minute")
  private int perMinute;

  private RequestRate rate;

  @PostConstruct
  void begin() {
    rate = new RequestRate(perMinute, () -> System.nanoTime() / 1_000_000);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<String> network =
        RequestRate.network(request.getRemoteAddr(), forwardedFor((HttpServletRequest) request));
    long wait = network.map(rate::take).orElse(0L);
    if (wait == 0) {
      chain.doFilter(request, response);
      return;
    }
    HttpServletResponse answer = (HttpServletResponse) response;
    answer.setHeader("Retry-After", Long.toString(Math.max(1, (wait + 999) / 1000)));
    Problem.answer(
        answer,
        429,
        "too_many_requests",
        "Too many requests came from this network. Try again in a moment.");
  }

  /** The header that the nearest proxy wrote: it adds its own behind what the client sent. */
  static String forwardedFor(HttpServletRequest request) {
    List<String> all = Collections.list(request.getHeaders("X-Forwarded-For"));
    return all.isEmpty() ? null : all.get(all.size() - 1);
  }
}
