package dev.sparkle.cli.monitoring;

/**
 * A node that Prometheus scrapes.
 *
 * @param address host and port
 * @param worker whether it is meant to work on tasks
 */
public record Target(String node, String address, boolean worker) {

  String json() {
    return """
    {"targets": ["%s"], "labels": {"node": "%s", "worker": "%s"}}"""
        .formatted(address, node, worker);
  }
}
