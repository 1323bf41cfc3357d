package dev.sparkle.operations.boundary;

import dev.sparkle.platform.boundary.PlainPath;
import dev.sparkle.platform.boundary.Problem;
import dev.sparkle.platform.control.Maintenance;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/**
 * During maintenance, operators are served as ever and everybody else is told so: 503, before it is
 * asked whether he may. Signing in stays open, since before it nobody is known as an operator, and
 * since learners then stay signed in.
 */
@Provider
@Priority(Priorities.AUTHENTICATION + 3)
public class MaintenanceDoor implements ContainerRequestFilter {

  private static final Set<String> OPEN =
      Set.of("auth/login", "auth/refresh", "auth/logout", "auth/oidc");

  @Inject private Maintenance maintenance;
  @Inject private HttpServletRequest servlet;

  @Override
  public void filter(ContainerRequestContext request) {
    Maintenance.Notice notice = maintenance.now().orElse(null);
    if (notice == null
        || OPEN.contains(PlainPath.of(request.getUriInfo()))
        || servlet.isUserInRole("operator")) {
      return;
    }
    throw Problem.until(503, Maintenance.CODE, notice.message(), Maintenance.LOOK_AGAIN);
  }
}
