package dev.sparkle.task.entity;

/**
 * What became of the tasks of a type within a time.
 *
 * @param dead given up
 * @param repeated those that needed more than one attempt
 * @param runMillis how long they ran, median and 95th percentile; 0: none ran
 * @param waitMillis how long those of one attempt waited when they might start, 95th percentile
 */
public record TypeFigures(
    String type,
    long ended,
    long dead,
    long cancelled,
    long repeated,
    long runMillis,
    long runMillisP95,
    long waitMillis) {}
