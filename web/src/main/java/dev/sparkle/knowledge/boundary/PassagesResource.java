package dev.sparkle.knowledge.boundary;

import dev.sparkle.identity.boundary.CurrentCaller;
import dev.sparkle.knowledge.control.MaterialText;
import dev.sparkle.knowledge.control.Materials;
import dev.sparkle.knowledge.entity.SourcePassage;
import dev.sparkle.platform.boundary.PageSize;
import dev.sparkle.platform.boundary.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The text of a material, to open it where an answer refers to it. */
@RequestScoped
@Path("/materials/{id}/passages")
@RolesAllowed({"learner", "teacher", "guardian", "operator"})
@Produces(MediaType.APPLICATION_JSON)
public class PassagesResource {

  private static final int DEFAULT_PAGE = 20;
  private static final int MAX_PAGE = 100;

  /** Passages that stand before the one looked for. */
  private static final int CONTEXT = 2;

  /**
   * A page of passages.
   *
   * @param match place of the passage that the excerpt is taken from
   */
  public record PassageItems(List<SourcePassage> items, Integer match, String nextCursor) {}

  @Inject private CurrentCaller caller;
  @Inject private Materials materials;
  @Inject private MaterialText text;

  @GET
  @Operation(
      summary = "The text of a material that I may use",
      description =
          "With excerpt, as a citation has it, from a little before that passage on; match tells"
              + " which it is, and is absent if the material has changed since.",
      operationId = "passages")
  public PassageItems list(
      @PathParam("id") String id,
      @QueryParam("excerpt") String excerpt,
      @Parameter(description = "nextCursor of the page before") @QueryParam("cursor") String cursor,
      @QueryParam("limit") String limit) {
    UUID material = visible(id);
    int size = PageSize.of(limit, DEFAULT_PAGE, MAX_PAGE);
    OptionalInt match =
        excerpt == null || excerpt.isBlank()
            ? OptionalInt.empty()
            : text.place(material, excerpt.strip());
    int from = match.isPresent() ? Math.max(0, match.getAsInt() - CONTEXT) : place(cursor);
    List<SourcePassage> found = text.read(material, from, size + 1);
    boolean more = found.size() > size;
    return new PassageItems(
        more ? found.subList(0, size) : found,
        match.isPresent() ? match.getAsInt() : null,
        more ? String.valueOf(found.get(size).ordinal()) : null);
  }

  private UUID visible(String id) {
    try {
      UUID material = UUID.fromString(id);
      if (materials.get(caller.get(), material).isPresent()) {
        return material;
      }
    } catch (IllegalArgumentException notOurs) {
      // as one that is not there
    }
    throw Problem.of(404, "material_not_found", "There is no such material of yours.");
  }

  private static int place(String cursor) {
    try {
      int place = cursor == null ? 0 : Integer.parseInt(cursor);
      if (place >= 0) {
        return place;
      }
    } catch (NumberFormatException notOurs) {
      // told below
    }
    throw Problem.of(400, "bad_cursor", "Use the nextCursor of the page before, as it was.");
  }
}
