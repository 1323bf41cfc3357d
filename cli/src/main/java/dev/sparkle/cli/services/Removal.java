package dev.sparkle.cli.services;

import java.nio.file.Path;

/** Removes for good. */
public final class Removal {

  private Removal() {}

  /**
   * A file or a folder with all in it; links are removed, not followed. Nothing happens when it is
   * missing.
   */
  public static void of(Path path) {
    Folders.delete(path);
  }
}
