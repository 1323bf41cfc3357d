package dev.sparkle.operations.control;

import dev.sparkle.operations.entity.SettingInForce;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/**
 * What is in force on this node, and where each value is from. Secrets are masked here, so that
 * nobody further on ever has them.
 */
public final class ConfigurationReport {

  /** What stands in a secret's place. It does not tell how long it is. */
  static final String MASK = "••••••";

  private static final String SHIPPED = "META-INF/microprofile-config.properties";

  /** Variables of the server, from which it makes its own configuration. */
  private static final List<String> OF_THE_SERVER =
      List.of(
          "SPARKLE_HTTP_HOST",
          "SPARKLE_HTTP_PORT",
          "SPARKLE_HTTPS_PORT",
          "SPARKLE_JDBC_URL",
          "SPARKLE_DB_USER",
          "SPARKLE_DB_PASSWORD",
          "SPARKLE_DB_POOL",
          "SPARKLE_WORK_CONCURRENCY");

  private static final Pattern OURS = Pattern.compile("(SPARKLE|OTEL)_[A-Z0-9_]+");

  /** How a secret's name ends. Tokens in the plural are what models count. */
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(password|secret|api[-_.]?key|token|headers|credentials?)");

  /** The user's part of an address, and parameters that may be keys. */
  private static final Pattern IN_AN_ADDRESS =
      Pattern.compile("(?i)(?<=://)[^/\\s]*@|(?<=(?:password|secret|key|token)=)[^&\\s]+");

  /** Addresses of this name are keys from their path on: whoever knows one can speak there. */
  private static final Pattern WEBHOOK = Pattern.compile("(?i).*webhook[-_.]url");

  private static final Pattern BEHIND_THE_HOST = Pattern.compile("(?<=://[^/]{1,255}/).+");

  /** A value, and the name of the source that gives it. */
  record Given(String value, String source) {}

  private final Iterable<String> names;
  private final Function<String, Given> lookUp;
  private final Map<String, String> shipped;
  private final Set<String> variables;
  private final Map<String, String> reasons = new LinkedHashMap<>();

  /** The report on what that tells. */
  public ConfigurationReport(Config config) {
    this(
        config.getPropertyNames(),
        name -> {
          ConfigValue value = config.getConfigValue(name);
          return new Given(value.getValue(), value.getSourceName());
        });
  }

  ConfigurationReport(Iterable<String> names, Function<String, Given> lookUp) {
    this.names = names;
    this.lookUp = lookUp;
    this.shipped = readShipped(reasons);
    this.variables =
        shipped.keySet().stream().map(ConfigurationReport::variable).collect(Collectors.toSet());
  }

  /** All settings, in the order in which they are shipped; then further ones, by name. */
  public List<SettingInForce> settings() {
    List<SettingInForce> settings = new ArrayList<>();
    shipped.keySet().forEach(name -> settings.add(setting(name)));
    TreeMap<String, String> further = new TreeMap<>();
    for (String name : names) {
      // a variable is there under its own name and as a setting; its own name says where it is from
      String variable = variable(name);
      if (OURS.matcher(variable).matches() && !variables.contains(variable)) {
        further.merge(variable, name, (one, other) -> one.equals(variable) ? one : other);
      }
    }
    OF_THE_SERVER.forEach(name -> further.put(name, name));
    further.values().removeIf(name -> lookUp.apply(name).value() == null);
    further.values().forEach(name -> settings.add(setting(name)));
    return settings;
  }

  private static String variable(String setting) {
    return setting.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  private SettingInForce setting(String name) {
    Given given = lookUp.apply(name);
    String text = given.value() == null ? "" : given.value();
    String source = source(given.source());
    return new SettingInForce(
        name,
        masked(name, text),
        source,
        !source.equals("default"),
        shipped.containsKey(name) ? masked(name, shipped.get(name)) : null,
        reasons.get(name));
  }

  /** A value as it may be shown. */
  static String masked(String name, String value) {
    if (value.isEmpty()) {
      return value;
    }
    if (WEBHOOK.matcher(name).matches()) {
      return BEHIND_THE_HOST.matcher(masked("", value)).replaceAll(MASK);
    }
    return SECRET.matcher(name).matches()
        ? MASK
        : IN_AN_ADDRESS
            .matcher(value)
            .replaceAll(found -> found.group().endsWith("@") ? MASK + "@" : MASK);
  }

  private static String source(String name) {
    String lower = name == null ? "" : name.toLowerCase(Locale.ROOT);
    if (lower.contains("environment") || lower.contains("envconfig")) {
      return "environment";
    }
    if (lower.contains("system properties") || lower.contains("syspropconfig")) {
      return "system property";
    }
    if (lower.contains("server.xml") || lower.contains("variable")) {
      return "server variable";
    }
    return lower.isEmpty() || lower.contains("microprofile-config") ? "default" : name;
  }

  /** Names and defaults; the comment above a setting is the reason for its default. */
  private static Map<String, String> readShipped(Map<String, String> reasons) {
    Map<String, String> values = new LinkedHashMap<>();
    try (InputStream in = ConfigurationReport.class.getClassLoader().getResourceAsStream(SHIPPED);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      StringBuilder comment = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("# ---") || line.isBlank()) {
          comment.setLength(0);
        } else if (line.startsWith("#")) {
          comment.append(line.substring(1));
        } else {
          String[] parts = line.split("=", 2);
          values.put(parts[0].strip(), parts.length > 1 ? parts[1].strip() : "");
          if (!comment.isEmpty()) {
            reasons.put(parts[0].strip(), comment.toString().strip());
          }
          comment.setLength(0);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values;
  }
}
