package dev.sparkle.quota.control;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Origin;
import dev.sparkle.platform.control.Settings;
import dev.sparkle.quota.entity.Budget;
import dev.sparkle.quota.entity.BudgetChange;
import dev.sparkle.quota.entity.Limited;
import dev.sparkle.quota.entity.Scope;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Who pays for a caller, and what he may use: as configured, then as an operator has set it for the
 * kind, then for the one. An immutable picture; a change makes another.
 */
public final class Budgets {

  /** No limit at all. */
  static final Budget UNLIMITED = new Budget(0, 0, 0, 0);

  private final Map<Scope.Kind, Budget> configured;
  private final Map<String, BudgetChange> changes;

  /** As configured, with an operator's changes by their scope. */
  public Budgets(Settings.Quota settings, Map<String, BudgetChange> changes) {
    this.configured = new EnumMap<>(Scope.Kind.class);
    configured.put(Scope.Kind.ACCOUNT, budget(settings.account()));
    configured.put(Scope.Kind.ADDRESS, budget(settings.address()));
    configured.put(Scope.Kind.CLASS, budget(settings.classes()));
    configured.put(Scope.Kind.GUESTS, budget(settings.guests()));
    configured.put(Scope.Kind.INSTALLATION, budget(settings.installation()));
    this.changes = Map.copyOf(changes);
  }

  private static Budget budget(Settings.Quota.Budget given) {
    return new Budget(
        given.requestsPerMinute(),
        given.tokensPerDay(),
        given.microsPerMonth(),
        given.concurrentAnswers());
  }

  /** The budgets that a call of the caller counts for, the narrowest first. */
  public List<Limited> of(Caller caller) {
    List<Scope> scopes = new ArrayList<>();
    scopes.add(new Scope(Scope.Kind.ACCOUNT, caller.account().toString()));
    Origin origin = caller.origin();
    if (origin.guest()) {
      scopes.add(new Scope(Scope.Kind.ADDRESS, origin.place()));
    }
    caller.classes().stream()
        .sorted()
        .forEach(each -> scopes.add(new Scope(Scope.Kind.CLASS, each.toString())));
    if (origin.guest()) {
      scopes.add(Scope.GUESTS);
    }
    scopes.add(Scope.INSTALLATION);
    return scopes.stream().map(scope -> new Limited(scope, of(scope))).toList();
  }

  /** The budget of one payer. */
  public Budget of(Scope scope) {
    Budget kind = ofKind(scope.kind());
    BudgetChange own = changes.get(scope.key());
    return own == null ? kind : own.over(kind);
  }

  /** The budget that all payers of a kind have who have none of their own. */
  public Budget ofKind(Scope.Kind kind) {
    BudgetChange all = changes.get(kind.code());
    return all == null ? configured.get(kind) : all.over(configured.get(kind));
  }

  /** What an operator has changed, by scope. */
  public Map<String, BudgetChange> changes() {
    return changes;
  }
}
