package dev.sparkle.platform.control;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How many requests a network may make: a bucket for each, which drains steadily. In this node's
 * memory, so that n nodes let n times as much pass. Thread-safe.
 *
 * <p><b>Limitations.</b> It keeps one network from taking the node; it does not help against many.
 */
public final class RequestRate {

  /** Networks whose bucket is kept; beyond that, empty ones are forgotten first. */
  private static final int MOST = 50_000;

  private static final int IPV6_NETWORK_BYTES = 8;
  private static final long MINUTE = 60_000;

  private record Bucket(double full, long at) {}

  private final int perMinute;
  private final double burst;
  private final LongSupplier millis;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

  /**
   * @param perMinute 0: without limit
   * @param millis a clock that never goes back
   */
  public RequestRate(int perMinute, LongSupplier millis) {
    this.perMinute = perMinute;
    this.burst = Math.max(1, perMinute / 10.0);
    this.millis = millis;
  }

  /**
   * Counts a request.
   *
   * @param network of {@link #network}
   * @return milliseconds until it may come again; 0: it may be served, and was counted
   */
  public long take(String network) {
    if (perMinute <= 0) {
      return 0;
    }
    long now = millis.getAsLong();
    long[] wait = {0};
    buckets.compute(
        network,
        (name, before) -> {
          double full = before == null ? 0 : Math.max(0, before.full() - drained(before, now));
          if (full + 1 > burst) {
            wait[0] = (long) Math.ceil((full + 1 - burst) * MINUTE / perMinute);
            return new Bucket(full, now);
          }
          return new Bucket(full + 1, now);
        });
    if (buckets.size() > MOST) {
      buckets.values().removeIf(bucket -> bucket.full() <= drained(bucket, now));
    }
    return wait[0];
  }

  private double drained(Bucket bucket, long now) {
    return (now - bucket.at()) * (double) perMinute / MINUTE;
  }

  /**
   * The network that a request comes from: an IPv4 address, or the first 64 bits of an IPv6 one. Of
   * what a proxy on this machine hands on, whom it names last; empty: this machine's own.
   *
   * @param address of the other end of the connection
   * @param forwardedFor the header of that name; null: there was none
   */
  public static Optional<String> network(String address, String forwardedFor) {
    Optional<InetAddress> peer = literal(address);
    if (peer.filter(InetAddress::isLoopbackAddress).isEmpty()) {
      return Optional.of(peer.map(RequestRate::name).orElse("unknown"));
    }
    if (forwardedFor == null) {
      return Optional.empty();
    }
    String last = forwardedFor.substring(forwardedFor.lastIndexOf(',') + 1);
    Optional<InetAddress> client = literal(last.strip());
    return client.filter(InetAddress::isLoopbackAddress).isPresent()
        ? Optional.empty()
        : Optional.of(client.map(RequestRate::name).orElse("unknown"));
  }

  private static String name(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(bytes.length == 4 ? bytes : Arrays.copyOf(bytes, IPV6_NETWORK_BYTES));
  }

  /** Digits, dots, colons: never a name that would have to be looked up. */
  private static Optional<InetAddress> literal(String text) {
    String plain = text == null ? "" : text.replaceFirst("%.*", "").replaceAll("[\\[\\]]", "");
    if (!plain.matches("[0-9A-Fa-f:.]{2,45}") || !plain.matches(".*[.:].*")) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(plain));
    } catch (UnknownHostException none) {
      return Optional.empty();
    }
  }
}
