/** What is promised of every call, held against every one of some: budgets, masks, tasks, logs. */
package dev.sparkle.cli.drill.promises;
