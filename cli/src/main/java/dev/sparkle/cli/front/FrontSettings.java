package dev.sparkle.cli.front;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  private static final String HOST = "SPARKLE_FRONT_HOST";
  private static final String CERTIFICATE = "SPARKLE_FRONT_CERTIFICATE";

  private static final FrontSettings USUAL =
      new FrontSettings("127.0.0.1", 8000, 8400, Optional.empty());

  /** Those that the environment chooses, or the usual ones. */
  public static FrontSettings of(Map<String, String> environment) {
    return of(environment, Optional.empty());
  }

  /**
   * Those that the environment chooses, and for each that it does not name what was written down at
   * the last start, or else the usual. {@code SPARKLE_FRONT_CERTIFICATE} with nothing in it: none
   * any more.
   *
   * @throws Trouble when a port is no number
   */
  public static FrontSettings of(Map<String, String> environment, Optional<FrontSettings> written) {
    FrontSettings otherwise = written.orElse(USUAL);
    return new FrontSettings(
        Optional.ofNullable(environment.get(HOST))
            .map(String::strip)
            .filter(host -> !host.isEmpty())
            .orElse(otherwise.host()),
        port(environment, PORT, otherwise.http()),
        port(environment, TLS_PORT, otherwise.https()),
        environment.containsKey(CERTIFICATE)
            ? Optional.of(environment.get(CERTIFICATE).strip())
                .filter(file -> !file.isEmpty())
                .map(file -> Path.of(file).toAbsolutePath())
            : otherwise.certificate());
  }

  /**
   * In production nothing that learners say goes over a network as it is.
   *
   * @throws Trouble when others than this machine would be served without TLS
   */
  void requireSealed() {
    if (certificate.isEmpty() && !onThisMachineOnly()) {
      throw new Trouble(
          ExitCode.USAGE,
          "in production HAProxy does not take learners in at "
              + host
              + " without a certificate: what they say would be readable on the way.",
          "Put chain and key into one file (cat fullchain.pem privkey.pem > front.pem; chmod 600"
              + " front.pem) and start it with "
              + CERTIFICATE
              + "=front.pem; or leave "
              + HOST
              + " at 127.0.0.1, behind a proxy of this machine that has one.");
    }
  }

  /** Whether nobody reaches it over a network. */
  boolean onThisMachineOnly() {
    try {
      return !host.equals("*") && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException nobodyKnows) {
      return false;
    }
  }

  /** Where this machine reaches it: over TLS where it has a certificate. */
  URI address() {
    String here = isAnyOrLoopback() ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
    return URI.create(
        certificate.isPresent() ? "https://" + here + ":" + https : "http://" + here + ":" + http);
  }

  private boolean isAnyOrLoopback() {
    return Set.of("0.0.0.0", "*", "::").contains(host) || onThisMachineOnly();
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
