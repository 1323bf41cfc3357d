package dev.sparkle.cli.validate;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a validation keeps its state and its reports: each server it validates has its own place.
 */
final class Place {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private Place() {}

  /**
   * The folder, unless another is wanted.
   *
   * @param own of the installation of this checkout
   * @param target a foreign server; empty: none
   * @throws IllegalArgumentException if the target names no host
   */
  static Path of(Path own, Optional<URI> target) {
    return target.map(server -> own.resolve(name(server))).orElse(own);
  }

  /** As in {@code learn.example.org-443}. */
  private static String name(URI server) {
    if (server.getHost() == null) {
      throw new IllegalArgumentException("no address of a server: " + server);
    }
    String host = server.getHost().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
    int usual = "https".equalsIgnoreCase(server.getScheme()) ? HTTPS : HTTP;
    return host + "-" + (server.getPort() < 0 ? usual : server.getPort());
  }

  /** Whether two targets, as they are kept, are one server: a slash at the end says nothing. */
  static boolean same(String one, String other) {
    return one.replaceFirst("/+$", "").equals(other.replaceFirst("/+$", ""));
  }
}
