/**
 * A program that takes part in the peers' measurement: the same classes in a plain JVM and, as a
 * jar that only the bench puts into the application, in Liberty. Nothing here is in what is
 * shipped. The protocol is that of the peers' harness: docs/performance.md tells it.
 */
package dev.sparkle.cli.bench.peer.server;
