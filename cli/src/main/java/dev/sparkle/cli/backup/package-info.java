/** Backups of an installation: taking, listing, checking and giving them back. */
package dev.sparkle.cli.backup;
