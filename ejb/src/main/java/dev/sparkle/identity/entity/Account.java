package dev.sparkle.identity.entity;

import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Someone who uses Sparkle.
 *
 * @param displayName how others see it
 * @param guest whether it came without signing up
 */
public record Account(UUID id, String displayName, Set<Role> roles, boolean guest) {

  public Account {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(displayName, "displayName");
    roles = Set.copyOf(roles);
  }

  /** Acting for itself. */
  public Caller asCaller() {
    return new Caller(id, roles, Set.of(), guest ? Origin.guest(null) : Origin.ACCOUNT);
  }
}
