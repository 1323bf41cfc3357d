package dev.sparkle.cli.lifecycle;

import java.util.List;

/**
 * What {@code up --json} tells.
 *
 * @param state "started" when this run started something, "running" when there was nothing to do
 * @param outdated whether the running nodes were built from older sources or with other settings
 */
record UpReport(
    String version,
    String state,
    String address,
    List<String> nodes,
    boolean outdated,
    Migrations migrations) {

  UpReport {
    nodes = List.copyOf(nodes);
  }
}
