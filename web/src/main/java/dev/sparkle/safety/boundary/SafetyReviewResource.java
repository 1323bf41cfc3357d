package dev.sparkle.safety.boundary;

import dev.sparkle.identity.boundary.CurrentCaller;
import dev.sparkle.platform.control.Acts;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Json;
import dev.sparkle.platform.control.Settings;
import dev.sparkle.safety.control.review.SafetyReview;
import dev.sparkle.safety.entity.SafetyCounts;
import dev.sparkle.safety.entity.SafetyExample;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** How often layers decided what, and what was learnt from it. */
@RequestScoped
@Path("/admin/safety")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
public class SafetyReviewResource {

  private static final Duration USUAL = Duration.ofDays(7);

  /** {@code enforce}, {@code shadow} or {@code off}, as this node is set. */
  public record Modes(String input, String output, String concern) {}

  /** Counts of all nodes. */
  public record CountsItem(
      Instant since,
      Modes modes,
      long questions,
      List<SafetyCounts.Reason> reasons,
      List<SafetyCounts.Rule> rules) {}

  /** A row of a corpus, as {@code ./sparkle safety eval} reads it. */
  public record Row(
      String text, String label, String category, String lang, String source, Instant at) {

    static Row of(SafetyExample example) {
      return new Row(
          example.text(),
          example.attack() ? "attack" : "benign",
          example.category(),
          example.language(),
          "console",
          example.at());
    }
  }

  @Inject private CurrentCaller caller;
  @Inject private CurrentSettings settings;
  @Inject private SafetyReview review;
  @Inject private Acts acts;
  @Inject private Clock clock;

  @GET
  @Path("/counts")
  @Operation(
      summary = "How often layers refused or changed something, and would have in shadow mode",
      description =
          "By reason and by rule, with what was marked; of the last week unless since is given.",
      operationId = "adminSafetyCounts")
  public CountsItem counts(@QueryParam("since") String since) throws SQLException {
    Instant from =
        since == null ? clock.instant().minus(USUAL) : SafetyEventsResource.instant(since);
    SafetyCounts counts = review.counts(from);
    Settings.Safety safety = settings.get().safety();
    return new CountsItem(
        from,
        new Modes(safety.inputMode(), safety.outputMode(), settings.get().guardian().concernMode()),
        counts.questions(),
        counts.reasons(),
        counts.rules());
  }

  @GET
  @Path("/examples")
  @Produces("application/x-ndjson")
  @Operation(
      summary = "The examples of marked events, as JSONL for ./sparkle safety eval",
      operationId = "adminSafetyExamples")
  public Response examples() throws SQLException {
    acts.record(caller.get().account(), "safety.export", null);
    String lines =
        review.examples().stream()
            .map(Row::of)
            .map(Json::write)
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    return Response.ok(lines)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"console.jsonl\"")
        .build();
  }
}
