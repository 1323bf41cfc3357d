/** {@code ./sparkle config}: what is in force, what is wrong or unsafe, and changes of it. */
package dev.sparkle.cli.config;
