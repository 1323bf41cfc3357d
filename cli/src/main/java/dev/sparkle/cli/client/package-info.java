/** A client of Sparkle's public interfaces: REST and the chat socket. */
package dev.sparkle.cli.client;
