package dev.sparkle.operations.entity;

/**
 * A setting as it is in force on a node.
 *
 * @param value secrets are masked
 * @param source {@code default}, {@code environment}, {@code secrets file}, {@code system
 *     property}, {@code server variable} or {@code live change}
 * @param given whether somebody set it here
 * @param shipped the default; null: it has none
 * @param reason why that is the default; null: none is told
 * @param live whether it may be changed while the nodes run
 * @param allowed what it may be; null: that is not known
 */
public record SettingInForce(
    String name,
    String value,
    String source,
    boolean given,
    String shipped,
    String reason,
    boolean live,
    String allowed) {}
