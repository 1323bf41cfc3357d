package dev.sparkle.cli.lifecycle;

import java.util.Optional;

/** As whom the nodes run. */
final class Guise {

  private Guise() {}

  /** What is to be said of it; empty: nothing. */
  static Optional<String> warning(String environment) {
    return warning(environment, System.getProperty("user.name"));
  }

  static Optional<String> warning(String environment, String user) {
    return environment.equals("production") && user.equals("root")
        ? Optional.of(
            """
              ! Sparkle runs as root. Whoever finds a way into it owns this machine.
                Make a user for it (adduser --system --group sparkle), give him the checkout, and
                start it as that user.\
            """)
        : Optional.empty();
  }
}
