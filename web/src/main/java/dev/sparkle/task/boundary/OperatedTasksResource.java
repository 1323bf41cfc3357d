package dev.sparkle.task.boundary;

import dev.sparkle.platform.boundary.PageSize;
import dev.sparkle.platform.boundary.Problem;
import dev.sparkle.task.control.TaskFigures;
import dev.sparkle.task.control.Tasks;
import dev.sparkle.task.entity.Cancelled;
import dev.sparkle.task.entity.Cancelling;
import dev.sparkle.task.entity.TaskFilter;
import dev.sparkle.task.entity.TaskPage;
import dev.sparkle.task.entity.TaskState;
import dev.sparkle.task.entity.TypeFigures;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The tasks of all, for operators. */
@RequestScoped
@Path("/admin/tasks")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
public class OperatedTasksResource {

  /** A page of tasks. */
  public record OperatedTasks(List<OperatedTask> items, String nextCursor) {}

  /** The parts of a filter in an address. */
  public static class Filter {
    @Parameter(description = "Only these, with commas: dead,retrying")
    @QueryParam("state")
    private String state;

    @QueryParam("type")
    private String type;

    @QueryParam("queue")
    private String queue;

    @QueryParam("account")
    private String account;

    @QueryParam("batch")
    private String batch;

    @Parameter(description = "Submitted then or later: 2026-01-31T08:00:00Z")
    @QueryParam("since")
    private String since;

    @Parameter(description = "Is in the text of the error, in any case")
    @QueryParam("error")
    private String error;

    FilterText text() {
      return new FilterText(state, type, queue, account, batch, since, error);
    }
  }

  /**
   * Which dead tasks to take up again; what is not given allows all.
   *
   * @param dryRun only says how many it would be
   */
  public record BulkRetry(
      String type,
      String queue,
      String account,
      String batch,
      String since,
      String error,
      boolean dryRun) {

    FilterText text() {
      return new FilterText("dead", type, queue, account, batch, since, error);
    }
  }

  /**
   * What a bulk retry found and did.
   *
   * @param matched dead tasks that the filter allows; 10000 means so many or more
   * @param retried of them, taken up again
   */
  public record BulkRetried(long matched, long retried) {}

  /**
   * Which waiting or running tasks to cancel; what is not given allows all.
   *
   * @param state some of scheduled, queued, retrying, running, with commas
   * @param dryRun only says how many it would be
   */
  public record BulkCancel(
      String state,
      String type,
      String queue,
      String account,
      String batch,
      String since,
      boolean dryRun) {

    FilterText text() {
      return new FilterText(
          state == null || state.isBlank() ? "scheduled,queued,retrying,running" : state,
          type,
          queue,
          account,
          batch,
          since,
          null);
    }
  }

  /**
   * What a bulk cancel found and did.
   *
   * @param matched tasks that the filter allows; 10000 means so many or more
   * @param cancelled of them, will not run any more
   * @param asked of them, run and were asked to stop
   */
  public record BulkCancelled(long matched, long cancelled, long asked) {}

  /** What became of tasks lately, by type. */
  public record TypeItems(int minutes, List<TypeFigures> items) {}

  @Inject private TaskFigures figures;
  @Inject private Tasks tasks;
  @Inject private OperatorActs acts;

  @GET
  @Operation(summary = "Tasks of all, the latest first", operationId = "adminTasks")
  public OperatedTasks list(
      @BeanParam Filter filter,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") String limit) {
    int size = PageSize.of(limit, TasksResource.DEFAULT_PAGE, TasksResource.MAX_PAGE);
    TaskPage page =
        tasks
            .list(filter.text().filter(), Optional.ofNullable(cursor), size)
            .orElseThrow(Refusals::badCursor);
    return new OperatedTasks(
        page.items().stream().map(OperatedTask::of).toList(), page.nextCursor().orElse(null));
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One task, with its payload and its attempts", operationId = "adminTask")
  public OperatedTask get(@PathParam("id") String id) {
    UUID task = Refusals.taskId(id);
    return OperatedTask.of(
        tasks.find(task).orElseThrow(Refusals::taskNotFound), tasks.attempts(task));
  }

  @POST
  @Path("/{id}/cancel")
  @Operation(
      summary = "Cancel a task",
      description = "200: it will not run any more. 202: it runs, and was asked to stop.",
      operationId = "adminCancelTask")
  public Response cancel(@PathParam("id") String id) {
    UUID task = Refusals.taskId(id);
    acts.record("tasks.cancel", "task:" + task);
    Cancelling became = tasks.cancel(task);
    Refusals.unlessCancelled(became);
    return Response.status(became == Cancelling.ASKED ? 202 : 200).entity(get(id)).build();
  }

  @POST
  @Path("/{id}/retry")
  @Operation(
      summary = "Take a dead or cancelled task up again, with all its attempts",
      operationId = "adminRetryTask")
  public OperatedTask retry(@PathParam("id") String id) {
    UUID task = Refusals.taskId(id);
    acts.record("tasks.retry", "task:" + task);
    if (!tasks.retry(task)) {
      TaskState state = tasks.find(task).orElseThrow(Refusals::taskNotFound).state();
      throw Problem.of(
          409,
          "task_not_retryable",
          "The task is " + state.label() + "; only a dead or cancelled one is taken up again.");
    }
    return get(id);
  }

  @POST
  @Path("/retry")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Take all dead tasks up again that a filter allows, or say how many they are",
      operationId = "adminRetryTasks")
  public BulkRetried retryAll(BulkRetry wanted) {
    if (wanted == null) {
      throw Problem.of(400, "missing_field", "Say which: {} means every dead task.");
    }
    TaskFilter filter = wanted.text().filter();
    long matched = tasks.count(filter);
    if (!wanted.dryRun()) {
      acts.record("tasks.retry_all", named(matched, wanted.type(), wanted.queue()));
    }
    return new BulkRetried(matched, wanted.dryRun() ? 0 : tasks.retryAll(filter));
  }

  @POST
  @Path("/cancel")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Cancel all waiting or running tasks that a filter allows, or say how many",
      operationId = "adminCancelTasks")
  public BulkCancelled cancelAll(BulkCancel wanted) {
    if (wanted == null) {
      throw Problem.of(400, "missing_field", "Say which: {} means every task that has not ended.");
    }
    TaskFilter filter = wanted.text().filter();
    if (filter.states().stream().anyMatch(TaskState::isEnd)) {
      throw Refusals.badFilter("state", "some of scheduled, queued, retrying, running");
    }
    long matched = tasks.count(filter);
    if (wanted.dryRun()) {
      return new BulkCancelled(matched, 0, 0);
    }
    acts.record("tasks.cancel_all", named(matched, wanted.type(), wanted.queue()));
    Cancelled done = tasks.cancelAll(filter);
    return new BulkCancelled(matched, done.cancelled(), done.asked());
  }

  @GET
  @Path("/types")
  @Operation(
      summary = "What became of tasks in the last minutes, by type",
      operationId = "adminTaskTypes")
  public TypeItems types(@QueryParam("minutes") String minutes) throws SQLException {
    if (minutes != null && !minutes.matches("[1-9]\\d{0,3}|10080")) {
      throw Refusals.badFilter("minutes", "a number from 1 to 10080");
    }
    int back = minutes == null ? 60 : Integer.parseInt(minutes);
    return new TypeItems(back, figures.within(Duration.ofMinutes(back)));
  }

  /** What the filter says may be anybody's words: how many, and of which type and queue. */
  private static String named(long matched, String type, String queue) {
    return "tasks:%d/%s/%s"
        .formatted(matched, type == null ? "*" : type, queue == null ? "*" : queue);
  }
}
