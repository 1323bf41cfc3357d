package dev.sparkle.cli.front;

import dev.sparkle.cli.lifecycle.NodeRecord;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;

/**
 * A node as HAProxy sees it.
 *
 * @param name of the node
 * @param host address of the interface on which it answers over HTTP; null: 127.0.0.1
 * @param port where it answers there
 * @param weight its share of new requests and sockets, beside the others' weights; 0 to 256
 */
public record FrontServer(String name, String host, int port, int weight) {

  /** HAProxy's largest weight. */
  public static final int MOST = 256;

  private static final String LOOPBACK = "127.0.0.1";

  public FrontServer {
    host = host == null ? LOOPBACK : host;
    if (!host.matches("[A-Za-z0-9.:-]{1,100}")) {
      throw new IllegalArgumentException("no address: " + host);
    }
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

  /** On 127.0.0.1. */
  public FrontServer(String name, int port, int weight) {
    this(name, LOOPBACK, port, weight);
  }

  /** A node, where it answers over HTTP on this machine. */
  public static FrontServer of(NodeRecord node, int weight) {
    return new FrontServer(
        node.name(), address(node.ports().inside()), node.ports().http(), weight);
  }

  /** HAProxy takes no name while it runs; on all interfaces is on this one, too. */
  private static String address(String host) {
    if (Set.of("0.0.0.0", "*", "::").contains(host)) {
      return LOOPBACK;
    }
    try {
      return InetAddress.getByName(host).getHostAddress();
    } catch (UnknownHostException told) {
      return host;
    }
  }

  FrontServer weighing(int other) {
    return new FrontServer(name, host, port, other);
  }

  /** As HAProxy's configuration writes it. */
  String place() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
