package dev.sparkle.cli.drill;

/**
 * A rule that does not hold.
 *
 * @param subject the task, the client's key, or the answer
 * @param words what is wrong with it
 */
public record Breach(Rule rule, String subject, String words) {}
