package dev.sparkle.operations.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sparkle.identity.boundary.CurrentCaller;
import dev.sparkle.operations.control.OwnFigures;
import dev.sparkle.operations.entity.NodeFigures;
import dev.sparkle.platform.boundary.Problem;
import dev.sparkle.platform.control.Acts;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Draining;
import dev.sparkle.task.control.engine.TaskEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Empties the node that is asked, before it is stopped; for operators. */
@RequestScoped
@Path("/admin/nodes/{node}/drain")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
public class DrainResource {

  /**
   * What is left on the node; {@code since} is not there while it serves.
   *
   * @param answers that it is giving
   * @param tasks that run on it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DrainState(
      String node, boolean draining, Instant since, int sockets, int answers, int tasks) {}

  @Inject private CurrentCaller caller;
  @Inject private CurrentSettings settings;
  @Inject private Draining draining;
  @Inject private OwnFigures figures;
  @Inject private TaskEngine tasks;
  @Inject private Acts acts;

  @GET
  @Operation(
      summary = "Whether this node is being emptied, and what is left",
      operationId = "drain")
  public DrainState look(@PathParam("node") String node) {
    requireThis(node);
    NodeFigures now = figures.now();
    return new DrainState(
        settings.get().node().name(),
        draining.isOn(),
        draining.since().orElse(null),
        now.sockets(),
        now.answers(),
        tasks.running());
  }

  @POST
  @Operation(
      summary = "Empty this node: no new sockets and tasks, sockets are handed over",
      description =
          "Answers and tasks that run go on to their end. Its readiness check is down until it"
              + " serves again. To be asked of the node itself, not through a load balancer.",
      operationId = "beginDrain")
  public DrainState begin(@PathParam("node") String node) throws SQLException {
    requireThis(node);
    acts.record(caller.get().account(), "node.drain", "node:" + node);
    draining.begin();
    return look(node);
  }

  @DELETE
  @Operation(summary = "Let this node serve again", operationId = "endDrain")
  public DrainState end(@PathParam("node") String node) throws SQLException {
    requireThis(node);
    acts.record(caller.get().account(), "node.serve", "node:" + node);
    draining.end();
    return look(node);
  }

  /** A load balancer may have sent the request to another. */
  private void requireThis(String node) {
    String name = settings.get().node().name();
    if (!node.equals(name)) {
      throw Problem.of(
          404,
          "node_not_here",
          "This is " + name + ". Ask the node that you mean, at its own port.");
    }
  }
}
