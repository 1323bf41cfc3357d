package dev.sparkle.quota.boundary;

import dev.sparkle.audit.control.AuditLog;
import dev.sparkle.audit.entity.AuditEvent;
import dev.sparkle.identity.boundary.CurrentCaller;
import dev.sparkle.identity.control.Pseudonyms;
import dev.sparkle.platform.boundary.Problem;
import dev.sparkle.platform.boundary.ProblemException;
import dev.sparkle.quota.control.Budgets;
import dev.sparkle.quota.control.Quota;
import dev.sparkle.quota.entity.Budget;
import dev.sparkle.quota.entity.BudgetChange;
import dev.sparkle.quota.entity.Scope;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Budgets, to read and to change while the nodes run. A payer is a kind ({@code account}: each
 * account) or one of a kind ({@code account:…}).
 */
@RequestScoped
@Path("/admin/quotas")
@RolesAllowed("operator")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class BudgetsResource {

  /**
   * A budget in force.
   *
   * @param payer a kind or one of a kind
   * @param requestsPerMinute 0: without limit; so the others
   * @param changedBy the operator's account; null: as configured
   * @param use what is used; only where one payer is asked for
   */
  public record BudgetItem(
      String payer,
      long requestsPerMinute,
      long tokensPerDay,
      long microsPerMonth,
      long concurrentAnswers,
      UUID changedBy,
      Instant changedAt,
      BudgetUse use) {}

  /** All kinds, then those that have a budget of their own. */
  public record BudgetList(List<BudgetItem> items) {}

  /** What is to be set; what is absent is as configured. */
  public record BudgetBody(
      BigDecimal requestsPerMinute,
      BigDecimal tokensPerDay,
      BigDecimal microsPerMonth,
      BigDecimal concurrentAnswers) {}

  /** Longer than the record takes to be written, unless the database is away. */
  private static final Duration RECORDED = Duration.ofSeconds(10);

  @Inject private CurrentCaller caller;
  @Inject private Quota quota;
  @Inject private AuditLog audit;
  @Inject private Pseudonyms pseudonyms;

  @GET
  @Operation(summary = "All budgets in force", operationId = "quotas")
  public BudgetList list() {
    Budgets budgets = quota.budgets();
    List<BudgetItem> items = new ArrayList<>();
    for (Scope.Kind kind : Scope.Kind.values()) {
      items.add(item(kind.code(), null));
    }
    budgets.changes().keySet().stream()
        .filter(payer -> payer.contains(":"))
        .sorted()
        .forEach(payer -> items.add(item(payer, null)));
    return new BudgetList(items);
  }

  @GET
  @Path("/{payer}")
  @Operation(summary = "A payer's budget, and what is used of it", operationId = "quota")
  public BudgetItem read(@PathParam("payer") String payer) {
    require(payer);
    boolean one = payer.contains(":") || !Scope.Kind.of(payer).hasId();
    BudgetUse use = !one ? null : quota.standing(Scope.of(payer)).map(BudgetUse::of).orElse(null);
    return item(payer, use);
  }

  @PUT
  @Path("/{payer}")
  @Operation(
      summary = "Sets a payer's budget on all nodes, within two seconds",
      operationId = "setQuota")
  public BudgetItem set(@PathParam("payer") String payer, BudgetBody body) throws SQLException {
    require(payer);
    if (body == null) {
      throw Problem.of(400, "bad_budget", "Send the limits to be set, as JSON.");
    }
    BudgetChange change =
        new BudgetChange(
            payer,
            limit("requestsPerMinute", body.requestsPerMinute()),
            limit("tokensPerDay", body.tokensPerDay()),
            limit("microsPerMonth", body.microsPerMonth()),
            limit("concurrentAnswers", body.concurrentAnswers()),
            caller.get().account(),
            Instant.now());
    record("quotas.set", payer);
    quota.change(change);
    return item(payer, null);
  }

  @DELETE
  @Path("/{payer}")
  @Operation(summary = "Takes a change back: as configured", operationId = "resetQuota")
  public void reset(@PathParam("payer") String payer) throws SQLException {
    require(payer);
    record("quotas.reset", payer);
    if (!quota.unchange(payer)) {
      throw unknown();
    }
  }

  /** Before the act; accounts appear by their pseudonym. */
  private void record(String action, String payer) {
    audit.recordDurably(
        AuditEvent.operator(
            pseudonyms.of(caller.get().account()), action, "quota:" + pseudonymous(payer)),
        RECORDED);
  }

  private String pseudonymous(String payer) {
    Scope one = payer.contains(":") ? Scope.of(payer) : null;
    if (one == null || one.kind() != Scope.Kind.ACCOUNT) {
      return payer;
    }
    try {
      return one.kind().code() + ":" + pseudonyms.of(UUID.fromString(one.id()));
    } catch (IllegalArgumentException noAccount) {
      throw unknown();
    }
  }

  private static Long limit(String name, BigDecimal given) {
    try {
      Long limit = given == null ? null : given.longValueExact();
      if (limit == null || limit >= 0 && limit <= Budget.MOST) {
        return limit;
      }
    } catch (ArithmeticException noWholeNumber) {
      // told below
    }
    throw Problem.of(
        400,
        "bad_budget",
        name + " must be a whole number from 0 (without limit) to " + Budget.MOST + ".");
  }

  private static void require(String payer) {
    try {
      if (payer.contains(":")) {
        Scope.of(payer);
      } else {
        Scope.Kind.of(payer);
      }
    } catch (IllegalArgumentException none) {
      throw unknown();
    }
  }

  private static ProblemException unknown() {
    return Problem.of(
        404,
        "quota_not_found",
        "There is no such budget. Kinds are account, address, class, guests, installation;"
            + " one of a kind is written account:ID.");
  }

  private BudgetItem item(String payer, BudgetUse use) {
    Budgets budgets = quota.budgets();
    Budget budget =
        payer.contains(":") ? budgets.of(Scope.of(payer)) : budgets.ofKind(Scope.Kind.of(payer));
    BudgetChange change = budgets.changes().get(payer);
    return new BudgetItem(
        payer,
        budget.requestsPerMinute(),
        budget.tokensPerDay(),
        budget.microsPerMonth(),
        budget.concurrentAnswers(),
        change == null ? null : change.changedBy(),
        change == null ? null : change.changedAt(),
        use);
  }
}
