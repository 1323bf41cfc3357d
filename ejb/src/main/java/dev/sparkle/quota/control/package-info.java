/** Limits on what an account may use. */
package dev.sparkle.quota.control;
