package dev.sparkle.operations.boundary;

import dev.sparkle.operations.control.DatabaseProbe;
import dev.sparkle.operations.control.NodeRows;
import dev.sparkle.operations.control.Overviews;
import dev.sparkle.operations.entity.NodeState;
import dev.sparkle.operations.entity.Overview;
import dev.sparkle.operations.entity.Span;
import dev.sparkle.platform.boundary.Problem;
import dev.sparkle.platform.control.RedisLink;
import dev.sparkle.quota.control.Quota;
import dev.sparkle.quota.entity.Limit;
import dev.sparkle.quota.entity.Scope;
import dev.sparkle.quota.entity.Standing;
import dev.sparkle.task.control.Queues;
import dev.sparkle.task.control.Tasks;
import dev.sparkle.task.entity.QueueStatus;
import dev.sparkle.task.entity.TaskFilter;
import dev.sparkle.task.entity.TaskState;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Is it well? For operators, in figures of all nodes together. */
@RequestScoped
@Path("/admin/overview")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
public class OverviewResource {

  /** Tasks in all queues; counts stop at 10000 for each queue. */
  public record TaskCounts(long waiting, long running, long retrying, long dead, long paused) {}

  /**
   * What all together have used.
   *
   * @param limit null: without limit
   */
  public record Used(long used, Long limit) {}

  /** Of the installation; absent while Redis cannot tell. */
  public record Spending(Used tokensToday, Used microsThisMonth) {}

  /**
   * What the installation stands on, as this node sees it.
   *
   * @param redisDownSince absent: it answers
   */
  public record Foundation(
      boolean database, long databaseMicros, Instant redisDownSince, long nodes, long silent) {}

  /** All of it; {@code points} are the steps of the range, the oldest first. */
  public record OverviewItem(
      String node,
      Instant at,
      String range,
      int stepSeconds,
      Overview.Now now,
      TaskCounts tasks,
      Spending spending,
      Foundation foundation,
      List<Overview.Point> points) {}

  @Inject private Overviews overviews;
  @Inject private Queues queues;
  @Inject private Tasks tasks;
  @Inject private Quota quota;
  @Inject private DatabaseProbe database;
  @Inject private RedisLink redis;
  @Inject private NodeRows nodes;

  @Inject
  @ConfigProperty(name = "sparkle.node")
  private String node;

  @GET
  @Operation(
      summary = "How the installation is, and how it was for an hour, a day or a week",
      operationId = "adminOverview")
  public OverviewItem overview(
      @Parameter(description = "hour, day or week") @QueryParam("range") String range)
      throws SQLException {
    Span span = span(range);
    Overview overview = overviews.of(span);
    return new OverviewItem(
        node,
        overview.at(),
        span.name().toLowerCase(Locale.ROOT),
        overview.stepSeconds(),
        overview.now(),
        counts(),
        quota.standing(Scope.of("installation")).map(OverviewResource::spending).orElse(null),
        foundation(),
        overview.points());
  }

  private static Span span(String range) {
    try {
      return range == null ? Span.HOUR : Span.valueOf(range.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException none) {
      throw Problem.of(400, "bad_filter", "range is hour, day or week.");
    }
  }

  private TaskCounts counts() {
    List<QueueStatus> all = queues.all();
    return new TaskCounts(
        sum(all, QueueStatus::queued),
        sum(all, QueueStatus::running),
        sum(all, QueueStatus::retrying),
        tasks.count(TaskFilter.ALL.in(TaskState.DEAD)), // also of queues that nobody works on
        all.stream().filter(QueueStatus::paused).count());
  }

  private static long sum(List<QueueStatus> queues, ToLongFunction<QueueStatus> count) {
    return queues.stream().mapToLong(count).sum();
  }

  private static Spending spending(Standing standing) {
    return new Spending(
        used(standing, Limit.TOKENS_PER_DAY), used(standing, Limit.MONEY_PER_MONTH));
  }

  private static Used used(Standing standing, Limit limit) {
    long most = standing.limited().budget().of(limit);
    return new Used(standing.spent().of(limit), most == 0 ? null : most);
  }

  private Foundation foundation() throws SQLException {
    DatabaseProbe.Sight sight = database.look();
    List<NodeState> all = nodes.all();
    long silent = all.stream().filter(each -> each.state().equals("silent")).count();
    return new Foundation(
        sight.up(), sight.micros(), redis.downSince().orElse(null), all.size() - silent, silent);
  }
}
