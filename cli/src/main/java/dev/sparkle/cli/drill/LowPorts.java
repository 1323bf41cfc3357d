package dev.sparkle.cli.drill;

import dev.sparkle.cli.services.NodePorts;
import dev.sparkle.cli.services.Ports;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports that the system gives to no outgoing connection. A client that calls a port on which
 * nobody listens, again and again, may be given that very port and be connected to itself; the
 * server that comes back then finds it taken.
 */
final class LowPorts {

  private static final String HOST = "127.0.0.1";

  /** Linux gives out 32,768 and above, others 49,152 and above. */
  private static final int FROM = 20_000;

  private static final int TO = 32_000;

  private LowPorts() {}

  /** One that nobody uses at this moment. */
  static int free() {
    int first = ThreadLocalRandom.current().nextInt(FROM, TO);
    for (int port = first; port < TO; port++) {
      if (Ports.isFree(HOST, port)) {
        return port;
      }
    }
    return Ports.free();
  }

  /** Two of them. */
  static NodePorts forNode() {
    return new NodePorts(HOST, free(), free());
  }
}
