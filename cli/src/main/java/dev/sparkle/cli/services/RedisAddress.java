package dev.sparkle.cli.services;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

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
