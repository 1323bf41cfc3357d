package dev.sparkle.identity.entity;

import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * On whose behalf something is done. Control methods take it as a parameter, because callbacks of a
 * generation run on threads on which no container principal exists.
 *
 * @param account the account's id
 * @param roles its roles, at least one
 * @param classes the classes it belongs to
 */
public record Caller(UUID account, Set<Role> roles, Set<UUID> classes) {

  public Caller {
    Objects.requireNonNull(account, "account");
    roles = Set.copyOf(roles);
    classes = Set.copyOf(classes);
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("a caller has at least one role");
    }
  }

  public boolean has(Role role) {
    return roles.contains(role);
  }
}
