/**
 * {@code ./sparkle drill production}: an installation in production, and whether it is as closed as
 * the documents say.
 */
package dev.sparkle.cli.drill.production;
