package dev.sparkle.identity.entity;

import java.util.UUID;

/** Ids that accounts have by definition. */
public final class AccountId {

  /** The account of whoever works at the server's own shell; made by the first migration. */
  public static final UUID LOCAL_OPERATOR = UUID.fromString("00000000-0000-7000-8000-000000000001");

  private AccountId() {}
}
