package dev.sparkle.task.boundary;

import dev.sparkle.platform.boundary.Problem;
import dev.sparkle.task.control.Queues;
import dev.sparkle.task.entity.QueueStatus;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The queues, for operators. Every change reaches all nodes at once and outlives them. */
@RequestScoped
@Path("/admin/queues")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
public class QueuesResource {

  private static final int MOST = 1000;

  /**
   * A queue. Counts stop at 10000: so many, or more.
   *
   * @param concurrency tasks that each worker runs at a time
   * @param scheduled waiting for their time, or for the tasks that they follow
   */
  public record QueueItem(
      String name,
      boolean paused,
      int concurrency,
      long queued,
      long scheduled,
      long retrying,
      long running,
      long dead) {

    static QueueItem of(QueueStatus queue) {
      return new QueueItem(
          queue.name(),
          queue.paused(),
          queue.concurrency(),
          queue.queued(),
          queue.scheduled(),
          queue.retrying(),
          queue.running(),
          queue.dead());
    }
  }

  /** All queues. */
  public record QueueItems(List<QueueItem> items) {}

  /** Attempts at a time, on each worker. */
  public record Concurrency(Integer concurrency) {}

  @Inject private Queues queues;
  @Inject private OperatorActs acts;

  @GET
  @Operation(summary = "The queues and what is in them", operationId = "adminQueues")
  public QueueItems list() {
    return new QueueItems(queues.all().stream().map(QueueItem::of).toList());
  }

  @POST
  @Path("/{name}/pause")
  @Operation(
      summary = "Let no task of the queue start; those that run go on",
      operationId = "adminPauseQueue")
  public QueueItem pause(@PathParam("name") String name) {
    find(name);
    acts.record("queues.pause", "queue:" + name);
    queues.pause(name);
    return find(name);
  }

  @POST
  @Path("/{name}/resume")
  @Operation(summary = "Let tasks of the queue start again", operationId = "adminResumeQueue")
  public QueueItem resume(@PathParam("name") String name) {
    find(name);
    acts.record("queues.resume", "queue:" + name);
    queues.resume(name);
    return find(name);
  }

  @PUT
  @Path("/{name}/concurrency")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "How many tasks of the queue each worker runs at a time",
      operationId = "adminQueueConcurrency")
  public QueueItem concurrency(@PathParam("name") String name, Concurrency wanted) {
    find(name);
    if (wanted == null
        || wanted.concurrency() == null
        || wanted.concurrency() < 0
        || wanted.concurrency() > MOST) {
      throw Problem.of(
          400,
          "bad_concurrency",
          "concurrency must be between 0 and " + MOST + "; 0 lets none start.");
    }
    acts.record("queues.concurrency", "queue:" + name + "=" + wanted.concurrency());
    queues.concurrency(name, wanted.concurrency());
    return find(name);
  }

  private QueueItem find(String name) {
    return queues.all().stream()
        .filter(queue -> queue.name().equals(name))
        .findFirst()
        .map(QueueItem::of)
        .orElseThrow(
            () ->
                Problem.of(
                    404,
                    "queue_not_found",
                    "There is no queue of that name; GET admin/queues lists them."));
  }
}
