package dev.sparkle.quota.boundary;

import dev.sparkle.identity.boundary.CurrentCaller;
import dev.sparkle.llm.entity.Allowance;
import dev.sparkle.platform.boundary.Problem;
import dev.sparkle.quota.control.Quota;
import dev.sparkle.quota.entity.Standing;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What the caller has used, and what is left. */
@RequestScoped
@Path("/usage")
@RolesAllowed({"learner", "teacher", "guardian", "operator"})
@Produces(MediaType.APPLICATION_JSON)
public class UsageResource {

  /**
   * The caller's own account, and what is left of all the budgets that a question of his counts
   * for.
   */
  public record UsageBody(BudgetUse account, Allowance remaining) {}

  @Inject private CurrentCaller caller;
  @Inject private Quota quota;

  @GET
  @Operation(summary = "What I have used, and what is left", operationId = "usage")
  public UsageBody mine() {
    List<Standing> standings = quota.standings(caller.get());
    if (standings.isEmpty()) {
      throw Problem.of(503, "unavailable", "Budgets cannot be read. Try again in a moment.");
    }
    return new UsageBody(BudgetUse.of(standings.get(0)), quota.left(standings));
  }
}
