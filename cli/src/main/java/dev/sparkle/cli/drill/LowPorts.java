package dev.sparkle.cli.drill;

import dev.sparkle.cli.services.NodePorts;
import dev.sparkle.cli.services.Ports;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Free ports that the system gives to no outgoing connection. A client that calls a port on which
 * nobody listens, again and again, may be given that very port and be connected to itself; the
 * server that comes back then finds it taken.
 */
public final class LowPorts {

  private static final String HOST = "127.0.0.1";

  /** Linux gives out 32,768 and above, others 49,152 and above. */
  private static final int FROM = 20_000;

  private static final int TO = 32_000;

  private LowPorts() {}

  /** One that nobody uses at this moment. */
  public static int free() {
    int first = ThreadLocalRandom.current().nextInt(FROM, TO);
    for (int port = first; port < TO; port++) {
      if (Ports.isFree(HOST, port)) {
        return port;
      }
    }
    return Ports.free();
  }

  /** The first node's of several whose ports follow each other, as those of an installation do. */
  static NodePorts forNodes(int number) {
    int first = ThreadLocalRandom.current().nextInt(FROM, TO - 2 * number);
    while (!IntStream.range(first, first + 2 * number).allMatch(port -> Ports.isFree(HOST, port))) {
      first = ThreadLocalRandom.current().nextInt(FROM, TO - 2 * number);
    }
    return new NodePorts(HOST, first, first + number);
  }

  /** Of a node in production, which has two more above them. */
  public static NodePorts forProduction(String host) {
    while (true) {
      NodePorts ports = new NodePorts(host, free(), free(), HOST);
      boolean apart = Math.abs(ports.http() - ports.https()) > 100;
      if (apart
          && Ports.isFree(host, ports.https())
          && Ports.isFree(HOST, ports.management())
          && Ports.isFree(HOST, ports.managementSecure())) {
        return ports;
      }
    }
  }

  /** Two of them. */
  static NodePorts forNode() {
    return new NodePorts(HOST, free(), free());
  }
}
