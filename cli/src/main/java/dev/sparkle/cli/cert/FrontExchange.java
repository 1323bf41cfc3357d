package dev.sparkle.cli.cert;

import dev.sparkle.cli.front.Front;
import dev.sparkle.cli.front.FrontSettings;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.Pause;
import dev.sparkle.cli.services.Trouble;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;

/**
 * Puts a certificate in force at HAProxy, where it has one: into the file that it was started with,
 * for its next start, and into the process that runs.
 */
final class FrontExchange {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Front front;
  private final PrintWriter out;

  FrontExchange(Home home, PrintWriter out) {
    this.front = Front.of(home);
    this.out = out;
  }

  /**
   * Hands it over, and waits until it is shown.
   *
   * @return false: HAProxy runs and still shows another, or would at its next start
   */
  boolean of(KeyStores.Held held) {
    if (!front.wanted()) {
      return true;
    }
    Optional<Path> file = front.listens().flatMap(FrontSettings::certificate);
    if (file.isEmpty()) {
      out.println("HAProxy has no certificate (SPARKLE_FRONT_CERTIFICATE); it is left alone.");
      return true;
    }
    try {
      CombinedPem.write(file.get(), held);
      if (!front.renewCertificate()) {
        out.println("HAProxy does not run; it shows it when it is started.");
        return true;
      }
    } catch (Trouble refused) {
      out.println("HAProxy: " + refused.getMessage() + " " + refused.remedy());
      return false;
    }
    boolean shown = awaitShown(held.chain().get(0));
    out.println(
        shown
            ? "HAProxy shows it now, and keeps it in " + file.get() + "."
            : "HAProxy took it and still shows another: ./sparkle cert show");
    return shown;
  }

  private boolean awaitShown(X509Certificate wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      if (ShownCertificate.at(front.address()).filter(c -> c.get(0).equals(wanted)).isPresent()) {
        return true;
      }
      Pause.of(Duration.ofMillis(200));
    }
    return false;
  }
}
