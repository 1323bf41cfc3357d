/**
 * The go-live plan as a command: steps that run the other commands and read what they say, a state
 * that survives an interruption, and reports.
 */
package dev.sparkle.cli.validate;
