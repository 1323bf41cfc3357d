package dev.sparkle.safety.entity;

import java.time.Instant;

/**
 * A sentence for the evaluation set, in the words of whoever marked an event.
 *
 * @param attack what it is an example of; else it is harmless
 * @param category the event's reason
 */
public record SafetyExample(
    String text, boolean attack, String category, String language, Instant at) {}
