/** Tasks over REST: a learner's own, and all of them for operators. */
package dev.sparkle.task.boundary;
