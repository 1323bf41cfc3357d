/** Measures what this machine can do, and recommends settings with their reasons. */
package dev.sparkle.cli.tune;
