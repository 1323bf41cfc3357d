package dev.sparkle.platform.boundary;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * Pages are read and nothing else: the container would give them for any word in the method's
 * place. The REST interface knows its methods by itself.
 */
@WebFilter(filterName = "ab-known-methods", urlPatterns = "/*", asyncSupported = true)
public class KnownMethods implements Filter {

  private static final Set<String> OF_PAGES = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OF_REST =
      Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    Set<String> known = http.getServletPath().startsWith("/api") ? OF_REST : OF_PAGES;
    if (known.contains(http.getMethod())) {
      chain.doFilter(request, response);
      return;
    }
    HttpServletResponse answer = (HttpServletResponse) response;
    answer.setHeader("Allow", String.join(", ", known.stream().sorted().toList()));
    Problem.of(HttpServletResponse.SC_METHOD_NOT_ALLOWED).write(answer);
  }
}
