package dev.sparkle.operations.entity;

/**
 * A setting as it is in force on a node.
 *
 * @param value secrets are masked
 * @param source {@code default}, {@code environment}, {@code system property}, {@code server
 *     variable}, or the name of another source
 * @param given whether somebody set it here
 * @param shipped the default; null: it has none
 * @param reason why that is the default; null: none is told
 */
public record SettingInForce(
    String name, String value, String source, boolean given, String shipped, String reason) {}
