package dev.sparkle.identity.entity;

import java.util.Objects;
import java.util.Set;

/**
 * Who somebody is at an OpenID provider.
 *
 * @param subject his id there, which never changes
 * @param email that the provider has verified; null: none
 * @param displayName null: not told
 * @param roles that its groups give here; empty: the provider says nothing of roles
 */
public record External(
    String issuer, String subject, EmailAddress email, String displayName, Set<Role> roles) {

  public External {
    Objects.requireNonNull(issuer, "issuer");
    Objects.requireNonNull(subject, "subject");
    roles = Set.copyOf(roles);
  }

  /** Without who it is. */
  @Override
  public String toString() {
    return "somebody of " + issuer;
  }
}
