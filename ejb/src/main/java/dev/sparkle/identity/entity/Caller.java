package dev.sparkle.identity.entity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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

  /** 64 bits: no two accounts of an installation share a name, and lines stay short. */
  private static final int PSEUDONYM_BYTES = 8;

  public Caller {
    Objects.requireNonNull(account, "account");
    roles = Set.copyOf(roles);
    classes = Set.copyOf(classes);
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("a caller has at least one role");
    }
  }

  /** Names the account in logs: the same for the same account, and no way back to it. */
  public String pseudonym() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(account.toString().getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(hash, 0, PSEUDONYM_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  public boolean has(Role role) {
    return roles.contains(role);
  }
}
