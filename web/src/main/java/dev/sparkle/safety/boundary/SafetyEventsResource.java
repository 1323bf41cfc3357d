package dev.sparkle.safety.boundary;

import dev.sparkle.identity.boundary.CurrentCaller;
import dev.sparkle.platform.boundary.PageSize;
import dev.sparkle.platform.boundary.Problem;
import dev.sparkle.platform.boundary.ProblemException;
import dev.sparkle.platform.control.Acts;
import dev.sparkle.safety.control.review.EventPlace;
import dev.sparkle.safety.control.review.SafetyReview;
import dev.sparkle.safety.control.review.SafetyReview.Marked;
import dev.sparkle.safety.control.review.SafetyReview.NoSuchEvent;
import dev.sparkle.safety.control.review.SafetyReview.NotOfTheInput;
import dev.sparkle.safety.control.review.SafetyReview.Personal;
import dev.sparkle.safety.entity.SafetyEvent;
import dev.sparkle.safety.entity.SafetyFilter;
import dev.sparkle.safety.entity.Verdict;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What the layers refused or changed, and what an operator thinks of it. */
@RequestScoped
@Path("/admin/safety/events")
@RolesAllowed("operator")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SafetyEventsResource {

  private static final int MAX_PAGE = 200;
  private static final int DEFAULT_PAGE = 50;

  /** A question is not longer, and an example is one. */
  private static final int LONGEST_EXAMPLE = 4000;

  /** A page of events. */
  public record SafetyEvents(List<SafetyEvent> items, String nextCursor) {}

  /** What narrows the list; what is not given does not. */
  public static class Narrowing {

    @QueryParam("layer")
    private String layer;

    @QueryParam("reason")
    private String reason;

    @Parameter(description = "The id of a rule that spoke")
    @QueryParam("rule")
    private String rule;

    @Parameter(
        description = "true: only what shadow mode would have done; false: only what was done")
    @QueryParam("shadow")
    private String shadow;

    @Parameter(description = "true: only those somebody has looked at; false: only the others")
    @QueryParam("marked")
    private String marked;

    @QueryParam("since")
    private String since;

    SafetyFilter filter() {
      return new SafetyFilter(
          given(layer),
          given(reason),
          given(rule),
          given(shadow).map(Boolean::valueOf),
          given(marked).map(Boolean::valueOf),
          given(since).map(SafetyEventsResource::instant));
    }

    private static Optional<String> given(String text) {
      return Optional.ofNullable(text).filter(each -> !each.isBlank());
    }
  }

  /**
   * What somebody thinks.
   *
   * @param example a sentence in his own words that shows the same; never the learner's
   * @param language of it, {@code en} if it is not told
   */
  public record MarkBody(Boolean falseAlarm, String example, String language) {}

  /**
   * What layer 1 thinks of the example now; absent where there is none.
   *
   * @param blocked whether it would be refused
   */
  public record Today(boolean blocked, double score, List<String> rules) {

    static Today of(Verdict verdict) {
      return new Today(
          verdict instanceof Verdict.Blocked,
          Math.round(verdict.score() * 1000) / 1000.0,
          verdict.rules());
    }
  }

  /** What was marked. */
  public record MarkedItem(boolean falseAlarm, Today today) {}

  @Inject private CurrentCaller caller;
  @Inject private SafetyReview review;
  @Inject private Acts acts;

  @GET
  @Operation(
      summary = "What layers refused or changed, or would have in shadow mode; the latest first",
      operationId = "adminSafetyEvents")
  public SafetyEvents list(
      @BeanParam Narrowing narrowing,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") String limit)
      throws SQLException {
    int size = PageSize.of(limit, DEFAULT_PAGE, MAX_PAGE);
    List<SafetyEvent> page = review.list(narrowing.filter(), place(cursor), size + 1);
    boolean more = page.size() > size;
    return new SafetyEvents(
        page.stream().limit(size).toList(),
        more ? EventPlace.of(page.get(size - 1)).toString() : null);
  }

  @PUT
  @Path("/{chain}/{seq}/mark")
  @Operation(
      summary = "Say whether a verdict was right, with an example of your own words if you like",
      description = "No example may name anybody or hold a secret; such a one is refused.",
      operationId = "adminMarkSafetyEvent")
  public MarkedItem mark(
      @PathParam("chain") String chain, @PathParam("seq") String seq, MarkBody body)
      throws SQLException {
    if (body == null || body.falseAlarm() == null) {
      throw Problem.of(400, "missing_field", "Say what it was: {\"falseAlarm\": true}.");
    }
    String example = example(body.example());
    String language = body.language() == null ? "en" : body.language();
    if (!language.matches("[a-z]{2,3}")) {
      throw Problem.of(400, "bad_language", "language is a code such as en or zh.");
    }
    long number = number(seq);
    acts.record(
        caller.get().account(),
        body.falseAlarm() ? "safety.false_alarm" : "safety.right",
        object(chain, number));
    SafetyReview.Marking done =
        review.mark(
            caller.get(),
            chain,
            number,
            body.falseAlarm(),
            example,
            example == null ? null : language);
    if (done instanceof NoSuchEvent) {
      throw notFound();
    }
    if (done instanceof NotOfTheInput) {
      throw Problem.of(
          400, "no_example_here", "Examples are of questions: only events of layer 1 take one.");
    }
    if (done instanceof Personal personal) {
      throw Problem.of(
          400,
          "personal_example",
          "The example holds what belongs to somebody ("
              + String.join(", ", personal.kinds())
              + "). Write it without.");
    }
    return new MarkedItem(body.falseAlarm(), ((Marked) done).today().map(Today::of).orElse(null));
  }

  @DELETE
  @Path("/{chain}/{seq}/mark")
  @Operation(summary = "Take a mark back, with its example", operationId = "adminUnmarkSafetyEvent")
  public void unmark(@PathParam("chain") String chain, @PathParam("seq") String seq)
      throws SQLException {
    long number = number(seq);
    acts.record(caller.get().account(), "safety.unmark", object(chain, number));
    if (!review.unmark(chain, number)) {
      throw notFound();
    }
  }

  private static String example(String given) {
    String example = given == null || given.isBlank() ? null : given.strip();
    if (example != null && example.length() > LONGEST_EXAMPLE) {
      throw Problem.of(
          400, "field_too_long", "example has at most %d characters.".formatted(LONGEST_EXAMPLE));
    }
    return example;
  }

  private static String object(String chain, long seq) {
    if (!chain.matches("[A-Za-z0-9_.-]{1,64}")) {
      throw notFound();
    }
    return "audit:" + chain + "/" + seq;
  }

  private static long number(String seq) {
    if (!seq.matches("\\d{1,18}")) {
      throw notFound();
    }
    return Long.parseLong(seq);
  }

  private static ProblemException notFound() {
    return Problem.of(404, "event_not_found", "There is no such event, or it was not marked.");
  }

  private static Optional<EventPlace> place(String cursor) {
    try {
      return Optional.ofNullable(cursor).map(EventPlace::parse);
    } catch (IllegalArgumentException | DateTimeException notOurs) {
      throw Problem.of(400, "bad_cursor", "Use the nextCursor of the page before, as it was.");
    }
  }

  static Instant instant(String since) {
    try {
      return Instant.parse(since);
    } catch (DateTimeException e) {
      throw Problem.of(400, "bad_filter", "since is a time such as 2026-01-31T08:00:00Z.");
    }
  }
}
