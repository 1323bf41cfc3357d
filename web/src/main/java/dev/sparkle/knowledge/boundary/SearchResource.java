package dev.sparkle.knowledge.boundary;

import dev.sparkle.identity.boundary.CurrentCaller;
import dev.sparkle.knowledge.control.Retrieval;
import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.knowledge.entity.Passage;
import dev.sparkle.platform.boundary.Problem;
import dev.sparkle.platform.control.CurrentSettings;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Finds passages without asking a model. */
@RequestScoped
@Path("/search")
@RolesAllowed({"learner", "teacher", "guardian", "operator"})
@Produces(MediaType.APPLICATION_JSON)
public class SearchResource {

  /** Each search brings no more candidates than 40 by default; beyond 20 they fit badly. */
  private static final int MAX_ITEMS = 20;

  /** What was found, best first. */
  public record SearchItems(List<Citation> items) {}

  @Inject private CurrentCaller caller;
  @Inject private Retrieval retrieval;
  @Inject private CurrentSettings settings;

  @GET
  @Operation(summary = "Passages of the material that fit", operationId = "search")
  public SearchItems search(@QueryParam("q") String question, @QueryParam("limit") Integer limit) {
    int longest = settings.get().chat().maxQuestionCharacters();
    if (question == null || question.isBlank()) {
      throw Problem.of(400, "question_missing", "Say in q what to look for.");
    }
    if (question.length() > longest) {
      throw Problem.of(400, "question_too_long", "q has at most %d characters.".formatted(longest));
    }
    if (limit != null && (limit < 1 || limit > MAX_ITEMS)) {
      throw Problem.of(400, "bad_limit", "limit must be between 1 and " + MAX_ITEMS + ".");
    }
    int wanted = limit == null ? settings.get().retrieval().passages() : limit;
    List<Citation> items = new ArrayList<>();
    for (Passage passage : retrieval.find(caller.get(), question, Set.of(), wanted)) {
      items.add(Citation.of(items.size() + 1, passage));
    }
    return new SearchItems(items);
  }
}
