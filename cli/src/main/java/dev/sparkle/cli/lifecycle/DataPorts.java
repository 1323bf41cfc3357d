package dev.sparkle.cli.lifecycle;

import java.util.Map;
import java.util.TreeMap;

/** On which ports of 127.0.0.1 the installation's own data services listen. */
public final class DataPorts {

  private DataPorts() {}

  /** By name; empty when nothing was started here, or all services are the operator's. */
  public static Map<String, Integer> of(Home home) {
    Map<String, Integer> ports = new TreeMap<>();
    ServicesRecord.read(home)
        .ifPresent(
            services -> {
              if (services.databaseUrl() == null) {
                ports.put("PostgreSQL", services.postgresPort());
              }
              if (services.redisUrl() == null) {
                ports.put("Redis", services.redisPort());
              }
            });
    return ports;
  }
}
