package dev.sparkle.safety.boundary;

import dev.sparkle.identity.boundary.CurrentCaller;
import dev.sparkle.platform.boundary.PageSize;
import dev.sparkle.platform.boundary.Problem;
import dev.sparkle.safety.control.guardian.Guardians;
import dev.sparkle.safety.entity.GuardianEvent;
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
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Severe events, for those who look after learners. */
@RequestScoped
@Path("/guardian/events")
@RolesAllowed({"guardian", "operator"})
@Produces(MediaType.APPLICATION_JSON)
public class GuardianResource {

  private static final int MAX_PAGE = 100;
  private static final int DEFAULT_PAGE = 30;
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  /** Whose event it is. */
  public record Person(UUID id, String displayName) {}

  /** An event. */
  public record EventItem(
      UUID id,
      String kind,
      Person account,
      UUID generation,
      Instant at,
      int times,
      Instant lastAt,
      Instant acknowledgedAt,
      UUID acknowledgedBy) {

    static EventItem of(GuardianEvent event) {
      return new EventItem(
          event.id(),
          event.kind(),
          new Person(event.account(), event.displayName()),
          event.generation(),
          event.at(),
          event.times(),
          event.lastAt(),
          event.acknowledgedAt(),
          event.acknowledgedBy());
    }
  }

  /** A page of events. */
  public record EventPage(List<EventItem> items, String nextCursor) {}

  @Inject private CurrentCaller caller;
  @Inject private Guardians guardians;

  @GET
  @Operation(
      summary = "Severe events, the latest first; state=all shows acknowledged ones, too",
      operationId = "guardianEvents")
  public EventPage list(
      @QueryParam("state") String state,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") String limit)
      throws SQLException {
    if (state != null && !state.equals("open") && !state.equals("all")) {
      throw Problem.of(400, "bad_filter", "state is open or all.");
    }
    int size = PageSize.of(limit, DEFAULT_PAGE, MAX_PAGE);
    Instant before = LAST;
    UUID beforeId = new UUID(-1, -1);
    if (cursor != null) {
      String[] parts = cursor.split("_", 2);
      try {
        before = Instant.parse(parts[0]);
        beforeId = UUID.fromString(parts[parts.length - 1]);
      } catch (IllegalArgumentException | DateTimeException e) {
        throw Problem.of(400, "bad_cursor", "Use the nextCursor of the page before, as it was.");
      }
    }
    List<GuardianEvent> page =
        guardians.list(caller.get(), !"all".equals(state), before, beforeId, size + 1);
    boolean more = page.size() > size;
    GuardianEvent last = more ? page.get(size - 1) : null;
    return new EventPage(
        page.stream().limit(size).map(EventItem::of).toList(),
        more ? last.at() + "_" + last.id() : null);
  }

  @POST
  @Path("/{id}/acknowledge")
  @Operation(summary = "I have looked at it", operationId = "acknowledgeGuardianEvent")
  public void acknowledge(@PathParam("id") String id) throws SQLException {
    UUID event;
    try {
      event = UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw notFound();
    }
    if (!guardians.acknowledge(caller.get(), event)) {
      throw notFound();
    }
  }

  private static RuntimeException notFound() {
    return Problem.of(404, "event_not_found", "There is no such event.");
  }
}
