package dev.sparkle.task.boundary;

import dev.sparkle.task.control.Schedules;
import dev.sparkle.task.entity.ScheduleStatus;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What comes back by the calendar, for operators. */
@RequestScoped
@Path("/admin/schedules")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
public class SchedulesResource {

  /**
   * A schedule.
   *
   * @param cron minute, hour, day, month, weekday
   * @param missed {@code skip} or {@code run_once}: what becomes of times when no node was there
   * @param type of the task that it submits
   * @param lastTask what it submitted last
   */
  public record ScheduleItem(
      String name,
      String cron,
      String zone,
      String missed,
      String type,
      Instant nextAt,
      Instant lastAt,
      UUID lastTask) {

    static ScheduleItem of(ScheduleStatus schedule) {
      return new ScheduleItem(
          schedule.name(),
          schedule.cron(),
          schedule.zone(),
          schedule.missed().name().toLowerCase(Locale.ROOT),
          schedule.type(),
          schedule.nextAt(),
          schedule.lastAt().orElse(null),
          schedule.lastTask().orElse(null));
    }
  }

  /** All schedules. */
  public record ScheduleItems(List<ScheduleItem> items) {}

  @Inject private Schedules schedules;

  @GET
  @Operation(summary = "The schedules and when they fire next", operationId = "adminSchedules")
  public ScheduleItems list() {
    return new ScheduleItems(schedules.all().stream().map(ScheduleItem::of).toList());
  }
}
