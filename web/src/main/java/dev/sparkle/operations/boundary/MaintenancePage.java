package dev.sparkle.operations.boundary;

import dev.sparkle.platform.control.Maintenance;
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
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** During maintenance, whoever opens the learners' page is told so in its place, with 503. */
@WebFilter(filterName = "b-maintenance-page", urlPatterns = "/*", asyncSupported = true)
public class MaintenancePage implements Filter {

  private static final Set<String> PAGES = Set.of("", "/", "/index.html", "/reset.html");

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="refresh" content="%d">
      <title>Sparkle</title>
      <link rel="stylesheet" href="app.css">
      <main role="status"><h1>Sparkle</h1><p>%s</p></main>
      </html>
      """;

  @Inject private Maintenance maintenance;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Maintenance.Notice notice = maintenance.now().orElse(null);
    if (notice == null || !isPage((HttpServletRequest) request)) {
      chain.doFilter(request, response);
      return;
    }
    long seconds = Maintenance.LOOK_AGAIN.toSeconds();
    HttpServletResponse answer = (HttpServletResponse) response;
    answer.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    answer.setHeader("Retry-After", Long.toString(seconds));
    answer.setHeader("Cache-Control", "no-store");
    answer.setContentType("text/html;charset=utf-8");
    answer
        .getOutputStream()
        .write(PAGE.formatted(seconds, plain(notice.message())).getBytes(StandardCharsets.UTF_8));
  }

  /** What people open; what belongs to it (styles, scripts) is given, for who has it open. */
  private static boolean isPage(HttpServletRequest request) {
    String below = request.getPathInfo() == null ? "" : request.getPathInfo();
    return PAGES.contains(request.getServletPath() + below);
  }

  /** An operator's words are words, not markup. */
  static String plain(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
