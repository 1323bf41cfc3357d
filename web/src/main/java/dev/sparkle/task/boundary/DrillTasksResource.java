package dev.sparkle.task.boundary;

import dev.sparkle.platform.boundary.Problem;
import dev.sparkle.task.control.DrillDesk;
import dev.sparkle.task.control.DrillHandler;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Takes the work of a failure drill in; nothing is here on a node that belongs to none. */
@RequestScoped
@Path("/admin/drill-tasks")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
public class DrillTasksResource {

  private static final int MOST = 1000;

  /**
   * What to take in.
   *
   * @param tasks 1 to 1,000
   * @param shared by commits that are shared with other callers, and not in a transaction
   */
  public record Drill(List<DrillHandler.Work> tasks, boolean shared) {}

  /** What was taken in, in its order. */
  public record Taken(List<UUID> ids) {}

  @EJB private DrillDesk desk;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(hidden = true)
  public Response submit(Drill drill) {
    if (!desk.isOpen()) {
      throw Problem.of(404, "not_found", "There is nothing here, or nothing of yours.");
    }
    if (drill == null || drill.tasks() == null || drill.tasks().isEmpty()) {
      throw Problem.of(400, "missing_field", "Say which tasks.");
    }
    if (drill.tasks().size() > MOST) {
      throw Problem.of(400, "bad_limit", "There may be 1 to 1,000 tasks in a request.");
    }
    List<UUID> ids = drill.shared() ? desk.submitShared(drill.tasks()) : desk.submit(drill.tasks());
    return Response.accepted(new Taken(ids)).build();
  }
}
