package dev.sparkle.knowledge.control;

import java.util.UUID;

/**
 * A material that this node takes in. Whatever is written carries the token; once another node has
 * claimed the material, nothing with the old token has any effect.
 *
 * @param shared whether everyone may find it
 * @param attempt counts from 1
 * @param course the course of a material that everyone may find; null for all others
 */
record Claim(
    UUID material,
    UUID token,
    String fileName,
    String title,
    boolean titleGiven,
    boolean shared,
    int attempt,
    String course) {}
