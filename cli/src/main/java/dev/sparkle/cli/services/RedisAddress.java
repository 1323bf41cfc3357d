package dev.sparkle.cli.services;

import dev.sparkle.platform.control.SentinelAddress;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where a Redis is and how to sign in.
 *
 * @param user empty for the default user
 * @param password empty for none
 * @param database number of the database, 0 by default
 * @param tls whether the URL began with rediss:
 */
public record RedisAddress(
    String host, int port, String user, String password, int database, boolean tls) {

  /**
   * Reads {@code redis://user:password@host:port/0} or {@code rediss://…}; all but the host may be
   * missing.
   *
   * @throws Trouble when it is neither
   */
  public static RedisAddress parse(String url) {
    try {
      URI uri = URI.create(url.strip());
      boolean tls = "rediss".equals(uri.getScheme());
      if (uri.getHost() == null || !tls && !"redis".equals(uri.getScheme())) {
        throw new IllegalArgumentException();
      }
      String[] account =
          uri.getRawUserInfo() == null ? new String[] {""} : uri.getRawUserInfo().split(":", 2);
      String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
      return new RedisAddress(
          uri.getHost().replaceAll("[\\[\\]]", ""),
          uri.getPort() < 0 ? 6379 : uri.getPort(),
          decode(account[0]),
          account.length > 1 ? decode(account[1]) : "",
          path.isEmpty() ? 0 : Integer.parseInt(path),
          tls);
    } catch (IllegalArgumentException e) {
      throw new Trouble(
          ExitCode.SERVICE,
          "SPARKLE_REDIS_URL cannot be read.",
          "Write it as redis://user:password@host:6379/0; characters such as @ / : # % in a password as %XX.");
    }
  }

  /**
   * As {@link #parse}; a URL of Sentinels (see {@link SentinelAddress}) is answered by them, with
   * the primary at this moment.
   *
   * @throws Trouble also when none of them knows it
   */
  public static RedisAddress find(String url) {
    if (!SentinelAddress.is(url)) {
      return parse(url);
    }
    SentinelAddress watched = sentinels(url);
    for (SentinelAddress.Place each : watched.sentinels()) {
      RedisAddress sentinel =
          new RedisAddress(
              each.host(), each.port(), "", empty(watched.sentinelPassword()), 0, watched.tls());
      try (RedisProbe probe = new RedisProbe(sentinel)) {
        List<String> found = probe.ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", watched.primary());
        if (found.size() == 2) {
          return new RedisAddress(
              found.get(0),
              Integer.parseInt(found.get(1)),
              empty(watched.user()),
              empty(watched.password()),
              watched.database(),
              watched.tls());
        }
      } catch (IOException next) {
        // another may know
      }
    }
    throw new Trouble(
        ExitCode.SERVICE,
        "no Sentinel of SPARKLE_REDIS_URL knows where " + watched.primary() + " is.",
        "Look whether they run, and whether they call it so.");
  }

  /**
   * Looks whether a URL can be read, and asks nobody.
   *
   * @throws Trouble when it cannot
   */
  public static void require(String url) {
    if (SentinelAddress.is(url)) {
      sentinels(url);
    } else {
      parse(url);
    }
  }

  private static SentinelAddress sentinels(String url) {
    try {
      return SentinelAddress.parse(url);
    } catch (IllegalArgumentException e) {
      throw new Trouble(
          ExitCode.SERVICE,
          "SPARKLE_REDIS_URL cannot be read.",
          "Write it as " + SentinelAddress.FORM + ".",
          e);
    }
  }

  private static String empty(String text) {
    return text == null ? "" : text;
  }

  /** Host and port. */
  public String place() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return (tls ? "rediss" : "redis") + "://" + place() + "/" + database;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
