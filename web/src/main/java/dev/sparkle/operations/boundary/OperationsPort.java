package dev.sparkle.operations.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The port on which the console and the interface for operators answer, if they are to be kept off
 * the one that everybody reaches.
 */
@ApplicationScoped
public class OperationsPort {

  private static final int ANY = 0;

  private final int port;

  /** For the container's proxy. */
  protected OperationsPort() {
    this(ANY);
  }

  /** That port; 0: all. */
  @Inject
  public OperationsPort(@ConfigProperty(name = "sparkle.operations.port") int port) {
    this.port = port;
  }

  /** Whether a request has come in by another port, whatever its {@code Host} says. */
  boolean isClosedFor(HttpServletRequest request) {
    return port != ANY && request.getLocalPort() != port;
  }
}
