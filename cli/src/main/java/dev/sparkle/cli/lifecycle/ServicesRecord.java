package dev.sparkle.cli.lifecycle;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which data services the running installation uses, so that other commands find them in another
 * shell. Holds the URLs that the operator gave, with their passwords: the file is his alone.
 *
 * @param databaseUrl null when the PostgreSQL is ours
 * @param redisUrl null when the Redis is ours
 */
record ServicesRecord(int postgresPort, int redisPort, String databaseUrl, String redisUrl) {

  static Optional<ServicesRecord> read(Home home) {
    return JsonFile.read(file(home), ServicesRecord.class);
  }

  void write(Home home) {
    JsonFile.write(file(home), this);
  }

  static ServicesRecord of(OperatorSettings settings) {
    return new ServicesRecord(
        settings.postgresPort(),
        settings.redisPort(),
        settings.databaseUrl().orElse(null),
        settings.redisUrl().orElse(null));
  }

  /** With those that another names where this one names none. */
  ServicesRecord orOf(Optional<ServicesRecord> other) {
    return other
        .map(
            o ->
                new ServicesRecord(
                    postgresPort,
                    redisPort,
                    databaseUrl == null ? o.databaseUrl : databaseUrl,
                    redisUrl == null ? o.redisUrl : redisUrl))
        .orElse(this);
  }

  private static Path file(Home home) {
    return home.data().resolve("services.json");
  }
}
