package dev.sparkle.cli.services;

import java.net.URI;

/**
 * Where a node listens.
 *
 * @param host interface for learners; 0.0.0.0 for all
 * @param inside interface of plain HTTP; in production another than {@code host}
 */
public record NodePorts(String host, int http, int https, String inside) {

  /**
   * In production Liberty's own applications (health, metrics, Admin Center) have ports of their
   * own, so much above the node's: 16 nodes and 16 workers are below.
   */
  private static final int MANAGEMENT = 32;

  public NodePorts {
    inside = inside == null ? host : inside;
  }

  /** HTTP and HTTPS on the same interface. */
  public NodePorts(String host, int http, int https) {
    this(host, http, https, host);
  }

  /** Two free ports on 127.0.0.1; for tests. */
  public static NodePorts free() {
    return new NodePorts("127.0.0.1", Ports.free(), Ports.free());
  }

  /** Those of the n-th node (from 1): each has the first node's plus n - 1. */
  public NodePorts ofNode(int number) {
    return new NodePorts(host, http + number - 1, https + number - 1, inside);
  }

  /** The same with plain HTTP on another interface. */
  public NodePorts withInside(String other) {
    return new NodePorts(host, http, https, other);
  }

  /** Where Liberty's own applications answer in production, on 127.0.0.1. */
  public int management() {
    return http + MANAGEMENT;
  }

  /** The same over TLS. */
  public int managementSecure() {
    return https + MANAGEMENT;
  }

  /** Where this machine reaches the node. */
  public URI address() {
    return at("http", inside, http);
  }

  /** The same over TLS: where learners reach it. */
  public URI secureAddress() {
    return at("https", host, https);
  }

  private static URI at(String scheme, String host, int port) {
    boolean all = host.equals("0.0.0.0") || host.equals("*") || host.equals("::");
    return URI.create(
        scheme + "://" + (all || host.equals("127.0.0.1") ? "localhost" : host) + ":" + port);
  }

  /** A {@link Trouble} when one of them is taken. */
  public void requireFree() {
    Ports.requireFree(bind(inside), http, "SPARKLE_HTTP_PORT");
    Ports.requireFree(bind(host), https, "SPARKLE_HTTPS_PORT");
  }

  /** As {@link #requireFree}, of the ports that there are in production only. */
  public void requireManagementFree() {
    Ports.requireFree("127.0.0.1", management(), "SPARKLE_HTTP_PORT");
    Ports.requireFree("127.0.0.1", managementSecure(), "SPARKLE_HTTPS_PORT");
  }

  private static String bind(String host) {
    return host.equals("*") ? "0.0.0.0" : host;
  }
}
