/**
 * Jakarta Batch artefacts of the component {@code knowledge}. Empty until the task queue comes:
 * then the job that takes material in, in chunks with checkpoints, moves here from {@code
 * dev.sparkle.knowledge.control.Ingestion}.
 */
package dev.sparkle.knowledge.batch;
