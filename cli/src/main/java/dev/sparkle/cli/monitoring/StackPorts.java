package dev.sparkle.cli.monitoring;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Ports;
import dev.sparkle.cli.services.Trouble;
import java.util.Map;

/** Where the servers of the monitoring listen, on 127.0.0.1. */
public record StackPorts(int prometheus, int alertmanager, int zipkin) {

  static final String PROMETHEUS = "SPARKLE_PROMETHEUS_PORT";
  static final String ALERTMANAGER = "SPARKLE_ALERTMANAGER_PORT";
  static final String ZIPKIN = "SPARKLE_ZIPKIN_PORT";

  /** Those that the environment chooses, or the usual ones. */
  public static StackPorts of(Map<String, String> environment) {
    return new StackPorts(
        port(environment, PROMETHEUS, 19090),
        port(environment, ALERTMANAGER, 19093),
        port(environment, ZIPKIN, 19411));
  }

  /** Free ones. */
  public static StackPorts free() {
    return new StackPorts(Ports.free(), Ports.free(), Ports.free());
  }

  private static int port(Map<String, String> environment, String name, int otherwise) {
    String given = environment.getOrDefault(name, "");
    try {
      return given.isBlank() ? otherwise : Integer.parseInt(given.strip());
    } catch (NumberFormatException e) {
      throw new Trouble(
          ExitCode.USAGE, name + " is no port: " + given + ".", "Choose one from 1 to 65535.", e);
    }
  }
}
