package dev.sparkle.cli.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What {@code up --json} tells.
 *
 * @param state "started" when this run started something, "running" when there was nothing to do
 * @param outdated whether the running nodes were built from older sources or with other settings
 * @param front "up" or "down": HAProxy before the nodes; null where none is wanted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UpReport(
    String version,
    String state,
    String address,
    List<String> nodes,
    boolean outdated,
    Migrations migrations,
    String front) {

  UpReport {
    nodes = List.copyOf(nodes);
  }
}
