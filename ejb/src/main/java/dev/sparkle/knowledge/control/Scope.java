package dev.sparkle.knowledge.control;

import dev.sparkle.identity.entity.Caller;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * What a search may see: the account's own materials, those shared with its classes, and
 * everyone's; and of these only the chosen ones if any are chosen.
 */
record Scope(UUID account, Set<UUID> classes, Set<UUID> chosen) {

  Scope {
    Objects.requireNonNull(account, "account");
    classes = Set.copyOf(classes);
    chosen = Set.copyOf(chosen);
  }

  static Scope of(Caller caller, Set<UUID> chosen) {
    return new Scope(caller.account(), caller.classes(), chosen);
  }
}
