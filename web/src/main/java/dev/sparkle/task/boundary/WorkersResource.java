package dev.sparkle.task.boundary;

import dev.sparkle.task.control.Workers;
import dev.sparkle.task.entity.WorkerStatus;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The nodes that work on tasks, for operators. */
@RequestScoped
@Path("/admin/workers")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
public class WorkersResource {

  /**
   * A worker.
   *
   * @param state {@code up}, {@code silent} (its tasks are being taken over) or {@code ended}
   * @param running tasks that it holds
   */
  public record WorkerItem(
      String node, String state, Instant since, Instant leaseUntil, Instant endedAt, long running) {

    static WorkerItem of(WorkerStatus worker) {
      return new WorkerItem(
          worker.node(),
          worker.state(),
          worker.since(),
          worker.leaseUntil(),
          worker.endedAt().orElse(null),
          worker.running());
    }
  }

  /** The workers that live, and the last run of those that ended within the last hour. */
  public record WorkerItems(List<WorkerItem> items) {}

  @Inject private Workers workers;

  @GET
  @Operation(summary = "The nodes that work on tasks", operationId = "adminWorkers")
  public WorkerItems list() throws SQLException {
    return new WorkerItems(workers.all().stream().map(WorkerItem::of).toList());
  }
}
