package dev.sparkle.operations.boundary;

import dev.sparkle.identity.boundary.CurrentCaller;
import dev.sparkle.platform.boundary.PlainPath;
import dev.sparkle.platform.boundary.Problem;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;

/**
 * On a port that is not the operators', the interface for operators is not there. The operator at
 * the server is let in everywhere: his tokens are signed with the installation's own keys and live
 * for minutes, and {@code ./sparkle} needs no other way then.
 */
@Provider
@Priority(Priorities.AUTHENTICATION + 2)
public class AdminDoor implements ContainerRequestFilter {

  /** Of the first migration. */
  private static final UUID AT_THE_SERVER = new UUID(0x7000L, 0x8000000000000001L);

  @Inject private OperationsPort port;
  @Inject private CurrentCaller caller;
  @Inject private HttpServletRequest servlet;

  @Override
  public void filter(ContainerRequestContext request) {
    String path = PlainPath.of(request.getUriInfo());
    if (!path.startsWith("admin/") || !port.isClosedFor(servlet)) {
      return;
    }
    boolean known = servlet.getUserPrincipal() != null;
    if (!known || !caller.get().account().equals(AT_THE_SERVER)) {
      throw Problem.of(404, "not_found", "There is nothing here, or nothing of yours.");
    }
  }
}
