package dev.sparkle.operations.boundary;

import dev.sparkle.operations.control.NodeRows;
import dev.sparkle.operations.entity.NodeState;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The nodes, for operators. */
@RequestScoped
@Path("/admin/nodes")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
public class NodesResource {

  /** All that were there within the last day. */
  public record NodeItems(List<NodeState> items) {}

  @Inject private NodeRows nodes;

  @GET
  @Operation(
      summary = "The nodes: sockets, answers, memory, and how each sees the models",
      description =
          "Each tells of itself every three seconds; one that has not for nine is silent. Figures of"
              + " models are counted from the node's start.",
      operationId = "adminNodes")
  public NodeItems list() throws SQLException {
    return new NodeItems(nodes.all());
  }
}
