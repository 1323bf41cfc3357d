package dev.sparkle.cli.front;

/**
 * A node as HAProxy sees it.
 *
 * @param name of the node
 * @param port where it answers over HTTP, on this machine
 * @param weight its share of new requests and sockets, beside the others' weights; 0 to 256
 */
public record FrontServer(String name, int port, int weight) {

  /** HAProxy's largest weight. */
  public static final int MOST = 256;

  public FrontServer {
    if (!name.matches("[A-Za-z0-9-]{1,40}")) {
      throw new IllegalArgumentException("no name of a server: " + name);
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("no port: " + port);
    }
    if (weight < 0 || weight > MOST) {
      throw new IllegalArgumentException("no weight: " + weight);
    }
  }

  FrontServer weighing(int other) {
    return new FrontServer(name, port, other);
  }
}
