package dev.sparkle.knowledge.control;

/** Told within this node when a material was stored, so that its ingestion need not wait. */
public record MaterialWaiting() {}
