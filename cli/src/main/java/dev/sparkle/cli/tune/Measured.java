package dev.sparkle.cli.tune;

/**
 * What a machine can do.
 *
 * @param cores that this program may use
 * @param memoryMiB of the machine
 * @param load of the last minute before it was measured; others' work
 * @param fsyncP50Ms median of writing 8 KiB to the disk for good
 * @param fsyncP95Ms 95th percentile of it
 * @param commits a second, by connections
 * @param noops tasks that do nothing, a second, by attempts at a time
 * @param mixed tasks that compute for 2 ms and wait for 20 ms, a second, likewise
 * @param batches tasks that do nothing, a second, by tasks in one statement
 */
public record Measured(
    int cores,
    long memoryMiB,
    double load,
    double fsyncP50Ms,
    double fsyncP95Ms,
    Curve commits,
    Curve noops,
    Curve mixed,
    Curve batches) {

  /** Whether others took so much that the figures are theirs as well. */
  boolean isDisturbed() {
    return load > cores / 2.0;
  }
}
