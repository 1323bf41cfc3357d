/** Sparkle's guarded call beside a public gateway, in front of the same model. */
package dev.sparkle.cli.bench.gateway;
