package dev.sparkle.cli.services;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a PostgreSQL database is and how to sign in. There may be several places, of which one is
 * the primary and the others follow it: whoever connects looks for the one that takes writes.
 *
 * @param host name or address, an IPv6 address without brackets
 * @param options further parameters of the JDBC URL (sslmode, …)
 * @param further places of the same database, each as host:port
 */
public record DatabaseAddress(
    String host,
    int port,
    String database,
    String user,
    String password,
    Map<String, String> options,
    List<String> further) {

  private static final String FORM = "postgresql://user:password@host:5432/database";

  /** More places behind the first one. */
  private static final Pattern SEVERAL =
      Pattern.compile("([a-z:]+://(?:[^/?@]*@)?[^/?,@]+)((?:,[^/?,@]+)+)([/?].*)?");

  public DatabaseAddress {
    options = new LinkedHashMap<>(options);
    further = List.copyOf(further);
  }

  public DatabaseAddress(
      String host,
      int port,
      String database,
      String user,
      String password,
      Map<String, String> options) {
    this(host, port, database, user, password, options, List.of());
  }

  public DatabaseAddress(String host, int port, String database, String user, String password) {
    this(host, port, database, user, password, Map.of());
  }

  /**
   * Reads {@code postgresql://user:password@host:port/database?option=…}, the same with {@code
   * postgres:} or {@code jdbc:postgresql:}, or with {@code user} and {@code password} as options;
   * several places as {@code host1:5432,host2:5432}.
   *
   * @throws Trouble when it is none of them
   */
  public static DatabaseAddress parse(String url) {
    try {
      Matcher several = SEVERAL.matcher(url.strip());
      if (several.matches()) {
        return parse(several.group(1) + (several.group(3) == null ? "" : several.group(3)))
            .and(Arrays.stream(several.group(2).substring(1).split(",")).toList());
      }
      URI uri = URI.create(url.strip().replaceFirst("^jdbc:", ""));
      if (!"postgresql".equals(uri.getScheme()) && !"postgres".equals(uri.getScheme())) {
        throw malformed("it does not begin with postgresql://");
      }
      if (uri.getHost() == null) {
        throw malformed(
            "it names no single host, or a password holds characters that must be written as %XX");
      }
      Map<String, String> options = options(uri.getRawQuery());
      String[] account =
          uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
      String user = account.length > 0 ? decode(account[0]) : options.getOrDefault("user", "");
      String password =
          account.length > 1 ? decode(account[1]) : options.getOrDefault("password", "");
      options.remove("user");
      options.remove("password");
      String database = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
      if (user.isEmpty()) {
        throw malformed("it names no user");
      }
      return new DatabaseAddress(
          uri.getHost().replaceAll("[\\[\\]]", ""),
          uri.getPort() < 0 ? 5432 : uri.getPort(),
          database.isEmpty() ? user : database,
          user,
          password,
          options);
    } catch (IllegalArgumentException e) {
      throw malformed(
          "it is no URL; characters such as @ / : # % in a password are written as %XX");
    }
  }

  /** The same database, which may also be at that place (host:port). */
  public DatabaseAddress or(String place) {
    return and(List.of(place));
  }

  private DatabaseAddress and(List<String> places) {
    List<String> others =
        places.stream().map(each -> each.matches(".*:\\d+") ? each : each + ":5432").toList();
    return new DatabaseAddress(host, port, database, user, password, options, others);
  }

  /** Without user and password, which JDBC takes apart from the URL. */
  public String jdbcUrl() {
    Map<String, String> all = new LinkedHashMap<>(options);
    if (!further.isEmpty()) {
      all.putIfAbsent("targetServerType", "primary");
    }
    String query =
        all.entrySet().stream()
            .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
            .collect(Collectors.joining("&"));
    return "jdbc:postgresql://"
        + place()
        + "/"
        + encode(database)
        + (query.isEmpty() ? "" : "?" + query);
  }

  /** Host and port; of several, all of them. */
  public String place() {
    String first = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    return further.isEmpty() ? first : first + "," + String.join(",", further);
  }

  /** The same server and account, another database. */
  public DatabaseAddress database(String other) {
    return new DatabaseAddress(host, port, other, user, password, options, further);
  }

  /** The variables from which psql, pg_dump and their kin take all this. */
  public Map<String, String> libpqEnvironment() {
    Map<String, String> variables =
        new LinkedHashMap<>(
            Map.of(
                "PGHOST",
                host,
                "PGPORT",
                Integer.toString(port),
                "PGDATABASE",
                database,
                "PGUSER",
                user,
                "PGPASSWORD",
                password));
    if (!further.isEmpty()) {
      variables.put("PGHOST", host + "," + joined("^(.*):.*$"));
      variables.put("PGPORT", port + "," + joined("^.*:(.*)$"));
      variables.put("PGTARGETSESSIONATTRS", "read-write");
    }
    if (options.containsKey("sslmode")) {
      variables.put("PGSSLMODE", options.get("sslmode"));
    }
    return variables;
  }

  private String joined(String part) {
    return further.stream()
        .map(each -> each.replaceFirst(part, "$1").replaceAll("[\\[\\]]", ""))
        .collect(Collectors.joining(","));
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "postgresql://" + user + "@" + place() + "/" + database;
  }

  private static Map<String, String> options(String query) {
    Map<String, String> options = new LinkedHashMap<>();
    if (query != null) {
      for (String pair : query.split("&")) {
        String[] parts = pair.split("=", 2);
        options.put(decode(parts[0]), parts.length > 1 ? decode(parts[1]) : "");
      }
    }
    return options;
  }

  private static Trouble malformed(String why) {
    return new Trouble(
        ExitCode.SERVICE,
        "SPARKLE_DATABASE_URL cannot be read: " + why + ".",
        "Write it as " + FORM + ".");
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
