package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Clearance;
import java.util.Set;
import java.util.UUID;

/**
 * A chunk that one of the searches brought, with what tells whether it fits.
 *
 * @param similarity cosine of its vector and the question's, -1 to 1
 * @param shared the question's tokens that it has
 * @param course see {@link dev.sparkle.knowledge.entity.Passage#course}
 * @param clearance null if nobody has judged it
 */
record Found(
    UUID chunk,
    UUID material,
    String title,
    int ordinal,
    String heading,
    Integer page,
    String text,
    double similarity,
    Set<String> shared,
    String course,
    Clearance clearance) {}
