/** How many learners one node holds: sockets, streams, slow clients, and what they cost. */
package dev.sparkle.cli.bench.chat;
