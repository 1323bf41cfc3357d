package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Spot;
import java.util.UUID;

/**
 * A chunk as it is stored, with what its renewal needs.
 *
 * @param title of its material
 * @param course of a material that everyone may find; null for all others
 * @param model that made its vector
 * @param judge who judged it; null: nobody yet
 */
public record Stored(
    UUID id,
    Spot at,
    String heading,
    String text,
    String title,
    String course,
    String model,
    String judge) {}
