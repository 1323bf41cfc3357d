package dev.sparkle.identity.entity;

import java.time.Instant;
import java.util.UUID;

/**
 * A class, as one of its people sees it.
 *
 * @param course what it is about, for people; null: not told
 * @param joinCode null for whoever does not run it
 * @param part what he is in it; null: an operator, who is nothing in it
 * @param learners how many there are
 */
public record SchoolClass(
    UUID id,
    String name,
    String course,
    String joinCode,
    Part part,
    int learners,
    Instant createdAt) {}
