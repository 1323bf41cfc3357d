/** Starting, watching and stopping an installation: up, down, status, logs, db, test. */
package dev.sparkle.cli.lifecycle;
