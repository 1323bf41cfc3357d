package dev.sparkle.platform.control;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Redis that Sentinels watch over: they are asked which server is the primary at the moment.
 *
 * @param sentinels any of them may be away
 * @param primary the name under which they watch it
 * @param user of the servers; null: the default one
 * @param password of the servers; null: none
 * @param sentinelPassword of the Sentinels; null: none
 * @param database number of the database
 * @param tls to servers and Sentinels alike
 */
public record SentinelAddress(
    List<Place> sentinels,
    String primary,
    String user,
    String password,
    String sentinelPassword,
    int database,
    boolean tls) {

  /** How it is written. */
  public static final String FORM =
      "redis-sentinel://user:password@host1:26379,host2:26379,host3:26379/0?primary=NAME";

  private static final String PLAIN = "redis-sentinel://";
  private static final String TLS = "rediss-sentinel://";
  private static final Pattern PARTS =
      Pattern.compile("rediss?-sentinel://([^/?\\s]+)(?:/([^?]*))?(?:\\?(.*))?");
  private static final int PORT = 26379;

  /** Host and port of one. */
  public record Place(String host, int port) {
    public Place {
      if (host.isBlank() || port < 1 || port > 65535) {
        throw new IllegalArgumentException("no place: " + host + ":" + port);
      }
    }
  }

  public SentinelAddress {
    sentinels = List.copyOf(sentinels);
    if (sentinels.isEmpty() || primary.isBlank() || database < 0) {
      throw new IllegalArgumentException("Sentinels and the primary's name are missing");
    }
  }

  /** Whether a URL is meant as one. */
  public static boolean is(String url) {
    return url.strip().startsWith(PLAIN) || url.strip().startsWith(TLS);
  }

  /**
   * Reads {@link #FORM}; {@code rediss-sentinel:} for TLS, {@code &sentinel-password=} for the
   * Sentinels' own password. Without a port it is 26379, without a name {@code mymaster}, which is
   * what Redis' own example calls it. Characters such as @ / : # % in a password as %XX.
   *
   * @throws IllegalArgumentException when it is not written so; the message holds no password
   */
  public static SentinelAddress parse(String url) {
    // not by java.net.URI, which takes several hosts only if none is an IPv6 address
    Matcher parts = PARTS.matcher(url.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException("it is not written as " + FORM);
    }
    String authority = parts.group(1);
    int at = authority.lastIndexOf('@');
    String[] account = at < 0 ? new String[0] : authority.substring(0, at).split(":", 2);
    String path = parts.group(2) == null ? "" : parts.group(2);
    Map<String, String> options = options(parts.group(3));
    return new SentinelAddress(
        places(authority.substring(at + 1)),
        options.getOrDefault("primary", "mymaster"),
        account.length > 0 && !account[0].isEmpty() ? decode(account[0]) : null,
        account.length > 1 ? decode(account[1]) : null,
        options.get("sentinel-password"),
        path.isEmpty() ? 0 : Integer.parseInt(path),
        url.strip().startsWith(TLS));
  }

  private static List<Place> places(String text) {
    List<Place> places = new ArrayList<>();
    for (String each : text.split(",")) {
      int colon = each.lastIndexOf(':');
      boolean port = colon > each.lastIndexOf(']');
      places.add(
          new Place(
              (port ? each.substring(0, colon) : each).replaceAll("[\\[\\]]", ""),
              port ? Integer.parseInt(each.substring(colon + 1)) : PORT));
    }
    return places;
  }

  private static Map<String, String> options(String query) {
    Map<String, String> options = new HashMap<>();
    if (query != null) {
      for (String pair : query.split("&")) {
        String[] parts = pair.split("=", 2);
        options.put(decode(parts[0]), parts.length > 1 ? decode(parts[1]) : "");
      }
    }
    return options;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Never shows a password. */
  @Override
  public String toString() {
    return (tls ? TLS : PLAIN) + sentinels + "/" + database + "?primary=" + primary;
  }
}
