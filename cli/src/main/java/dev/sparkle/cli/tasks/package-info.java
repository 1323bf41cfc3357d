/** {@code ./sparkle tasks}: what waits, runs and failed, from the terminal. */
package dev.sparkle.cli.tasks;
