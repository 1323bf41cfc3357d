package dev.sparkle.task.control.engine;

/**
 * How many tasks of a queue may be claimed.
 *
 * @param kept how many of them for starving ones
 * @param starving the lane whose turn that is
 */
record Places(String queue, int free, int kept, int starving) {}
