package dev.sparkle.identity.entity;

import java.time.Instant;

/**
 * An account, as its owner sees it.
 *
 * @param email null: none
 * @param password whether it signs in with one
 */
public record Profile(Account account, String email, boolean password, Instant createdAt) {}
