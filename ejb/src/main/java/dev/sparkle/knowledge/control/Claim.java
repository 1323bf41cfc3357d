package dev.sparkle.knowledge.control;

import java.util.UUID;

/**
 * A material that one run of a job takes in. Whatever is written carries the token; once another
 * run has claimed the material, nothing with the old token has any effect.
 *
 * @param titleGiven whether the owner chose the title
 * @param shared whether everyone may find it
 * @param course the course of a material that everyone may find; null for all others
 */
record Claim(
    UUID material,
    UUID token,
    String fileName,
    String title,
    boolean titleGiven,
    boolean shared,
    String course) {}
