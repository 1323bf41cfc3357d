package dev.sparkle.safety.control;

/**
 * Names the rules and models that this node judges by, so that it is known which judgements are
 * still good.
 *
 * @param fingerprint the same on every node with the same rules and models
 */
public record JudgedBy(String fingerprint) {}
