/**
 * {@code ./sparkle harden}: whether a running server lets itself be seen and used as it should.
 * What judges is pure; what asks opens real connections.
 */
package dev.sparkle.cli.harden;
