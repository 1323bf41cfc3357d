package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Clearance;

/**
 * A chunk as it should be.
 *
 * @param vector null: the stored one is good
 */
public record Renewed(Stored stored, String model, float[] vector, Clearance clearance) {}
