/** How the queue takes part in a measurement beside its peers; see docs/performance.md. */
package dev.sparkle.cli.bench.peer;
