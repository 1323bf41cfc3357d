package dev.sparkle.identity.entity;

import java.time.Instant;
import java.util.UUID;

/** Somebody in a class. */
public record Member(UUID account, String displayName, Part part, Instant joinedAt) {}
