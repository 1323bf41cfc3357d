/**
 * Failure drills: parts of an installation of its own are taken away under the load of real
 * clients, and what the clients recorded is checked afterwards.
 */
package dev.sparkle.cli.drill;
