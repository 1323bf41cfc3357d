package dev.sparkle.cli.cert;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.NodeRecord;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.Pause;
import dev.sparkle.cli.services.TlsStore;
import java.io.PrintWriter;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/** Puts a certificate in force: for nodes that will be started, and for those that run. */
final class Exchange {

  /** Nodes look for another key store every ten seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Home home;
  private final PrintWriter out;

  Exchange(Home home, PrintWriter out) {
    this.home = home;
    this.out = out;
  }

  /**
   * Keeps it, hands it to all nodes, and waits until those that run show it.
   *
   * @return whether they all do
   */
  boolean of(KeyStores.Held held) {
    TlsStore store = TlsStore.of(home.keys());
    KeyStores.write(store.file(), "default", held, TlsStore.password(home.keys()));
    List<LibertyNode> nodes =
        NodeRecord.all(home).stream().map(record -> record.node(home)).toList();
    nodes.forEach(node -> store.copyTo(node.keyStore()));
    List<LibertyNode> running = nodes.stream().filter(LibertyNode::running).toList();
    if (running.isEmpty()) {
      out.println("No node runs here; the next ./sparkle up shows it.");
      return true;
    }
    boolean all = true;
    for (LibertyNode node : running) {
      boolean shown = awaitShown(node, held.chain().get(0));
      out.println(
          shown
              ? node.name() + " shows it now."
              : node.name()
                  + " still shows another. Restart it: ./sparkle down --node "
                  + node.name()
                  + " && ./sparkle up");
      out.flush();
      all &= shown;
    }
    return all;
  }

  private static boolean awaitShown(LibertyNode node, X509Certificate wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      boolean shown =
          ShownCertificate.at(node.ports().secureAddress())
              .map(chain -> chain.get(0).equals(wanted))
              .orElse(false);
      if (shown) {
        return true;
      }
      Pause.of(Duration.ofMillis(500));
    }
    return false;
  }
}
