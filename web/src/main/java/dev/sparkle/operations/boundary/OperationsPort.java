package dev.sparkle.operations.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The port on which the console and the interface for operators answer, if they are to be kept off
 * the one that everybody reaches. What a proxy hands on comes from outside, whatever port it takes:
 * a proxy in front of the learners that was pointed at the operators' port opens nothing.
 *
 * <p><b>Limitations.</b> A proxy that adds none of the three headers is not seen.
 */
@ApplicationScoped
public class OperationsPort {

  private static final int ANY = 0;

  /** One of them is added by every usual proxy. Whoever adds one himself only sees less. */
  private static final List<String> HANDED_ON = List.of("X-Forwarded-For", "Forwarded", "Via");

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
    return port != ANY
        && (request.getLocalPort() != port
            || HANDED_ON.stream().anyMatch(name -> request.getHeader(name) != null));
  }
}
