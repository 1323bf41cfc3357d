/** How the command speaks: steps with a tick or a cross, live on a terminal and plain in a pipe. */
package dev.sparkle.cli.terminal;
