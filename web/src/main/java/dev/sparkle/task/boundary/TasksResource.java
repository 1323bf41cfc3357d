package dev.sparkle.task.boundary;

import dev.sparkle.platform.boundary.PageSize;
import dev.sparkle.task.control.Tasks;
import dev.sparkle.task.entity.Cancelling;
import dev.sparkle.task.entity.Task;
import dev.sparkle.task.entity.TaskFilter;
import dev.sparkle.task.entity.TaskPage;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The long work that was begun for me. Another account's task is not there. */
@RequestScoped
@Path("/tasks")
@RolesAllowed({"learner", "teacher", "guardian", "operator"})
@Produces(MediaType.APPLICATION_JSON)
public class TasksResource {

  static final int DEFAULT_PAGE = 30;
  static final int MAX_PAGE = 100;

  /** A page of tasks. */
  public record TaskItems(List<TaskItem> items, String nextCursor) {}

  @Inject private JsonWebToken token;
  @Inject private Tasks tasks;

  @GET
  @Operation(summary = "My tasks, the latest first", operationId = "tasks")
  public TaskItems list(
      @Parameter(description = "Only these, with commas: running,queued") @QueryParam("state")
          String state,
      @QueryParam("type") String type,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") String limit) {
    int size = PageSize.of(limit, DEFAULT_PAGE, MAX_PAGE);
    TaskFilter filter = FilterText.of(state, type).filter().ofAccount(me());
    TaskPage page =
        tasks.list(filter, Optional.ofNullable(cursor), size).orElseThrow(Refusals::badCursor);
    return new TaskItems(
        page.items().stream().map(TaskItem::of).toList(), page.nextCursor().orElse(null));
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One task and how far it has come", operationId = "task")
  public TaskItem get(@PathParam("id") String id) {
    return TaskItem.of(find(Refusals.taskId(id)));
  }

  @POST
  @Path("/{id}/cancel")
  @Operation(
      summary = "Cancel a task of mine",
      description =
          "200: it will not run any more. 202: it runs, and was asked to stop; look again. To"
              + " cancel what was asked to stop already changes nothing.",
      operationId = "cancelTask")
  public Response cancel(@PathParam("id") String id) {
    UUID task = Refusals.taskId(id);
    Cancelling became = tasks.cancel(me(), task);
    Refusals.unlessCancelled(became);
    return Response.status(became == Cancelling.ASKED ? 202 : 200)
        .entity(TaskItem.of(find(task)))
        .build();
  }

  private Task find(UUID id) {
    return tasks.find(me(), id).orElseThrow(Refusals::taskNotFound);
  }

  private UUID me() {
    return UUID.fromString(token.getSubject());
  }
}
