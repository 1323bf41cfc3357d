package dev.sparkle.identity.entity;

import java.time.Instant;

/** Opens one socket, once, until it expires. */
public record Ticket(String value, Instant expiresAt) {}
