package dev.sparkle.cli.front;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where learners come in.
 *
 * @param host interface; 0.0.0.0 for all
 * @param http port without TLS
 * @param https port with TLS; only with a certificate
 * @param certificate file with certificate, chain and key, as HAProxy reads it
 */
public record FrontSettings(String host, int http, int https, Optional<Path> certificate) {

  static final String PORT = "SPARKLE_FRONT_PORT";
  static final String TLS_PORT = "SPARKLE_FRONT_HTTPS_PORT";

  /** Those that the environment chooses, or the usual ones. */
  public static FrontSettings of(Map<String, String> environment) {
    return new FrontSettings(
        environment.getOrDefault("SPARKLE_FRONT_HOST", "127.0.0.1"),
        port(environment, PORT, 8000),
        port(environment, TLS_PORT, 8400),
        Optional.ofNullable(environment.get("SPARKLE_FRONT_CERTIFICATE"))
            .filter(file -> !file.isBlank())
            .map(Path::of));
  }

  private static int port(Map<String, String> environment, String name, int otherwise) {
    String given = environment.getOrDefault(name, "").strip();
    if (given.isEmpty()) {
      return otherwise;
    }
    if (!given.matches("\\d{1,5}") || Integer.parseInt(given) > 65535) {
      throw new Trouble(
          ExitCode.USAGE, name + " is no port: " + given + ".", "Choose one from 1 to 65535.");
    }
    return Integer.parseInt(given);
  }
}
