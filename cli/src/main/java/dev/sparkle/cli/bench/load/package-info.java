/** Learners as they are: they think, read, hand in, are quizzed, and lose the network. */
package dev.sparkle.cli.bench.load;
