package dev.sparkle.cli.services;

/**
 * Hears what a long step is doing at the moment: a few words, no full stop. Any thread may call it.
 */
@FunctionalInterface
public interface Progress {

  /** Hears nothing. */
  Progress SILENT = words -> {};

  void now(String words);
}
