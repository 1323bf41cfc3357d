/** What is left, for learners; budgets, for operators. */
package dev.sparkle.quota.boundary;
