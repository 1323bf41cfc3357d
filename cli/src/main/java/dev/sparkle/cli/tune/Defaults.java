package dev.sparkle.cli.tune;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What is in force where nobody said anything: the shipped defaults, by environment variable. */
final class Defaults {

  private static final Pattern VARIABLE =
      Pattern.compile("<variable name=\"(\\w+)\" defaultValue=\"([^\"]*)\"/>");

  private Defaults() {}

  /**
   * All of them.
   *
   * @param root the checkout, whose configuration nodes are started with
   */
  static Map<String, String> read(Path root) throws IOException {
    Map<String, String> defaults = new TreeMap<>();
    Properties shipped = new Properties();
    try (InputStream in =
        Defaults.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
      shipped.load(in);
    }
    shipped.forEach(
        (name, value) ->
            defaults.put(
                name.toString().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"),
                value.toString()));
    Path variables = root.resolve("liberty-config/src/main/liberty/config/includes/variables.xml");
    VARIABLE
        .matcher(Files.readString(variables))
        .results()
        .forEach(each -> defaults.put(each.group(1), each.group(2)));
    return defaults;
  }
}
