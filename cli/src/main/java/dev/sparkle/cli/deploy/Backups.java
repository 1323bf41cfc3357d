package dev.sparkle.cli.deploy;

import java.time.Instant;
import java.util.List;

/** The backups of an installation, as far as a rollback needs to know them. */
interface Backups {

  /**
   * A backup.
   *
   * @param name by which {@code ./sparkle restore} takes it: its own, or its folder
   * @param made when
   * @param schema number of the last migration that its database had
   * @param identity what tells that database from others
   */
  record Kept(String name, Instant made, int schema, String identity) {}

  /** All that are kept, in any order. */
  List<Kept> all();
}
