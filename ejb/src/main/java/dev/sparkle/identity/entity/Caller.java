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
 * @param origin whether it is a guest, and from where
 */
public record Caller(UUID account, Set<Role> roles, Set<UUID> classes, Origin origin) {

  /** Somebody who has signed up. */
  public Caller(UUID account, Set<Role> roles, Set<UUID> classes) {
    this(account, roles, classes, Origin.ACCOUNT);
  }

  public Caller {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(origin, "origin");
    roles = Set.copyOf(roles);
    classes = Set.copyOf(classes);
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("a caller has at least one role");
    }
  }

  /** The same caller; if it is a guest, from that address. */
  public Caller from(String address) {
    return origin.guest() ? new Caller(account, roles, classes, Origin.guest(address)) : this;
  }

  public boolean has(Role role) {
    return roles.contains(role);
  }
}
