package dev.sparkle.cli.services;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a Redis holds, in its own format (RDB), as it would give it to a replica. */
public final class RedisSnapshot {

  private RedisSnapshot() {}

  /**
   * Writes it; the server goes on meanwhile.
   *
   * @throws Trouble when it does not give one
   */
  public static void write(Optional<Tools> tools, RedisAddress redis, OutputStream to)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                tools.map(t -> t.redisProgram("redis-cli").toString()).orElse("redis-cli"),
                "-h",
                redis.host(),
                "-p",
                Integer.toString(redis.port())));
    if (!redis.user().isEmpty()) {
      command.addAll(List.of("--user", redis.user()));
    }
    if (redis.tls()) {
      command.add("--tls");
    }
    command.addAll(List.of("--rdb", "-"));
    Map<String, String> environment = new LinkedHashMap<>();
    tools.ifPresent(t -> environment.putAll(t.environment()));
    if (!redis.password().isEmpty()) {
      environment.put("REDISCLI_AUTH", redis.password());
    }
    Pipe.of(command, environment).into(to, "Redis gives no snapshot");
  }
}
