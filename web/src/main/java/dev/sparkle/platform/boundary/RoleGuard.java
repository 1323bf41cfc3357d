package dev.sparkle.platform.boundary;

import dev.sparkle.platform.control.CurrentSettings;
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
import java.util.Set;

/**
 * On a node that does not serve, whatever comes is answered with 503 and a problem that says so:
 * pages, REST and sockets. Health and metrics are answered; where Liberty does it by itself they do
 * not even pass here.
 */
@WebFilter(filterName = "aa-role-guard", urlPatterns = "/*", asyncSupported = true)
public class RoleGuard implements Filter {

  @Inject private CurrentSettings settings;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (settings.get().node().serves() || tellsHowItIs((HttpServletRequest) request)) {
      chain.doFilter(request, response);
      return;
    }
    Problem problem =
        Problem.notServed(
            "The node "
                + settings.get().node().name()
                + " only works on tasks; it answers /health and /metrics. Ask a node with the role"
                + " web.");
    problem.write((HttpServletResponse) response);
  }

  private static boolean tellsHowItIs(HttpServletRequest request) {
    return Set.of("/health", "/metrics").contains(request.getServletPath());
  }
}
