/**
 * What every setting may be, where its value is from, what is wrong with it and what is unsafe: a
 * pure core that the node's start, {@code ./sparkle config} and the console share.
 */
package dev.sparkle.platform.control.setting;
