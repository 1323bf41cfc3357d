package dev.sparkle.identity.entity;

import java.time.Instant;
import java.util.UUID;

/**
 * What an account signs in with.
 *
 * @param hash of its password; null: it has none
 * @param oneTimeUntil somebody else chose the password, and it is good until then; null: its own
 */
public record Credential(UUID account, String email, String hash, Instant oneTimeUntil) {

  /** Without the hash. */
  @Override
  public String toString() {
    return "credential of " + account;
  }
}
