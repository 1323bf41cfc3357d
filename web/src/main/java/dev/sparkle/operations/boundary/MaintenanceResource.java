package dev.sparkle.operations.boundary;

import dev.sparkle.identity.boundary.CurrentCaller;
import dev.sparkle.operations.control.MaintenanceSwitch;
import dev.sparkle.platform.boundary.Problem;
import dev.sparkle.platform.control.Maintenance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Whether learners are kept out for a while. */
@RequestScoped
@Path("/admin/maintenance")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
public class MaintenanceResource {

  private static final int LONGEST_MESSAGE = 500;
  private static final String MESSAGE =
      "Sparkle is being looked after and will be back soon. Nothing you wrote is lost.";

  /** How it is; {@code message} and {@code since} only while it is on. */
  public record MaintenanceState(boolean on, String message, Instant since) {}

  /** What is wanted; without a message, a plain one. */
  public record MaintenanceBody(Boolean on, String message) {}

  @Inject private CurrentCaller caller;
  @Inject private Maintenance maintenance;
  @Inject private MaintenanceSwitch mode;

  @GET
  @Operation(summary = "Whether learners are kept out", operationId = "adminMaintenance")
  public MaintenanceState state() {
    return maintenance
        .now()
        .map(notice -> new MaintenanceState(true, notice.message(), notice.since()))
        .orElse(new MaintenanceState(false, null, null));
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Keep learners out of every node for a while, or let them in again",
      operationId = "adminSetMaintenance")
  public MaintenanceState change(MaintenanceBody wanted) throws SQLException {
    if (wanted == null || wanted.on() == null) {
      throw Problem.of(400, "missing_field", "Say whether it shall be on: {\"on\": true}.");
    }
    String message = wanted.message() == null ? "" : wanted.message().strip();
    if (message.length() > LONGEST_MESSAGE) {
      throw Problem.of(
          400, "field_too_long", "message has at most %d characters.".formatted(LONGEST_MESSAGE));
    }
    if (wanted.on()) {
      mode.on(caller.get().account(), message.isEmpty() ? MESSAGE : message);
    } else {
      mode.off(caller.get().account());
    }
    return state();
  }
}
