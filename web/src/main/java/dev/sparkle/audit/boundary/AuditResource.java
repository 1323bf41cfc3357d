package dev.sparkle.audit.boundary;

import dev.sparkle.audit.control.AuditFilter;
import dev.sparkle.audit.control.AuditFilter.Place;
import dev.sparkle.audit.control.AuditPages;
import dev.sparkle.audit.entity.AuditKind;
import dev.sparkle.audit.entity.AuditRecord;
import dev.sparkle.audit.entity.Severity;
import dev.sparkle.platform.boundary.PageSize;
import dev.sparkle.platform.boundary.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The audit record, for operators. */
@RequestScoped
@Path("/admin/audit")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {

  private static final int MAX_PAGE = 500;
  private static final int DEFAULT_PAGE = 100;

  /** A record. {@code score} is 0 to 1; {@code account} is a pseudonym. */
  public record RecordItem(
      String chain,
      long seq,
      Instant at,
      String kind,
      String severity,
      String account,
      UUID generation,
      String layer,
      String decision,
      String reason,
      Double score,
      List<String> rules,
      String object,
      String anchor,
      String hash) {

    static RecordItem of(AuditRecord record) {
      var event = record.event();
      return new RecordItem(
          record.chain(),
          record.seq(),
          record.at(),
          event.kind().code(),
          event.severity().code(),
          event.account(),
          event.generation(),
          event.layer(),
          event.decision(),
          event.reason(),
          event.score() == null ? null : event.score() / 1000.0,
          event.rules(),
          event.object(),
          record.anchor() == null ? null : record.anchor().toString(),
          record.hash().toString());
    }
  }

  /** A page of records. */
  public record RecordPage(List<RecordItem> items, String nextCursor) {}

  /** What narrows the list; what is not given does not. */
  public static class Narrowing {

    @QueryParam("chain")
    private String chain;

    @QueryParam("kind")
    private String kind;

    @QueryParam("severity")
    private String severity;

    @QueryParam("account")
    private String account;

    @QueryParam("generation")
    private String generation;

    @QueryParam("layer")
    private String layer;

    @QueryParam("decision")
    private String decision;

    @Parameter(description = "Is in the decision, reason, object, rules or pseudonym, in any case")
    @QueryParam("q")
    private String q;

    @QueryParam("since")
    private String since;

    @QueryParam("until")
    private String until;

    AuditFilter filter() {
      return AuditFilter.all()
          .chain(chain)
          .kind(read("kind", kind, AuditKind::of))
          .severity(read("severity", severity, Severity::of))
          .account(account)
          .generation(read("generation", generation, UUID::fromString))
          .layer(layer)
          .decision(decision)
          .text(q)
          .since(read("since", since, Instant::parse))
          .until(read("until", until, Instant::parse));
    }

    private static <T> T read(String name, String value, Function<String, T> reader) {
      try {
        return value == null ? null : reader.apply(value);
      } catch (IllegalArgumentException | DateTimeException e) {
        throw Problem.of(400, "bad_filter", name + " cannot be read; see /openapi.");
      }
    }
  }

  @Inject private AuditPages pages;

  @GET
  @Operation(summary = "The audit record, the latest first", operationId = "audit")
  public RecordPage list(
      @BeanParam Narrowing narrowing,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") String limit)
      throws SQLException {
    int size = PageSize.of(limit, DEFAULT_PAGE, MAX_PAGE);
    List<AuditRecord> page = pages.list(narrowing.filter().after(place(cursor)), size + 1);
    boolean more = page.size() > size;
    return new RecordPage(
        page.stream().limit(size).map(RecordItem::of).toList(),
        more ? Place.of(page.get(size - 1)).toString() : null);
  }

  private static Place place(String cursor) {
    try {
      return cursor == null ? null : Place.parse(cursor);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw Problem.of(400, "bad_cursor", "Use the nextCursor of the page before, as it was.");
    }
  }
}
