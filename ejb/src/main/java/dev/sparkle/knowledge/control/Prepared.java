package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Chunk;
import dev.sparkle.knowledge.entity.Clearance;

/** A chunk with its vector, the model that made it, and what the judge left of it. */
public record Prepared(Chunk chunk, String model, float[] vector, Clearance clearance) {}
