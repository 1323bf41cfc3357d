package dev.sparkle.cli.services;

import java.net.URI;

/**
 * Where a node listens.
 *
 * @param host interface; 0.0.0.0 for all
 */
public record NodePorts(String host, int http, int https) {

  /** Two free ports on 127.0.0.1; for tests. */
  public static NodePorts free() {
    return new NodePorts("127.0.0.1", Ports.free(), Ports.free());
  }

  /** Those of the n-th node (from 1): each has the first node's plus n - 1. */
  public NodePorts ofNode(int number) {
    return new NodePorts(host, http + number - 1, https + number - 1);
  }

  /** Where this machine reaches the node. */
  public URI address() {
    return at("http", http);
  }

  /** The same over TLS. */
  public URI secureAddress() {
    return at("https", https);
  }

  private URI at(String scheme, int port) {
    boolean all = host.equals("0.0.0.0") || host.equals("*") || host.equals("::");
    return URI.create(
        scheme + "://" + (all || host.equals("127.0.0.1") ? "localhost" : host) + ":" + port);
  }

  /** A {@link Trouble} when one of them is taken. */
  public void requireFree() {
    String bind = host.equals("*") ? "0.0.0.0" : host;
    Ports.requireFree(bind, http, "SPARKLE_HTTP_PORT");
    Ports.requireFree(bind, https, "SPARKLE_HTTPS_PORT");
  }
}
