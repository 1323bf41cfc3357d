package dev.sparkle.cli.harden;

import dev.sparkle.cli.services.LibertyNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What is looked at.
 *
 * @param outside where learners come in
 * @param local the node behind it, if it runs on this machine
 */
record Scene(URI outside, Optional<Local> local) {

  /**
   * A node of this installation.
   *
   * @param home the installation's folder, {@code .sparkle}
   * @param environment development or production
   * @param variables of its process
   */
  record Local(
      LibertyNode node, long pid, Path home, String environment, Map<String, String> variables) {

    boolean isProduction() {
      return environment.equals("production");
    }
  }

  boolean isSecure() {
    return "https".equals(outside.getScheme());
  }

  String host() {
    return outside.getHost();
  }

  int port() {
    return outside.getPort() > 0 ? outside.getPort() : isSecure() ? 443 : 80;
  }
}
