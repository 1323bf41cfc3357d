package dev.sparkle.cli.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The defaults of Liberty's variables, where they are: in the checkout's {@code variables.xml}. */
final class ServerDefaults {

  private static final Pattern VARIABLE =
      Pattern.compile("<variable name=\"([^\"]+)\" defaultValue=\"([^\"]*)\"");

  private ServerDefaults() {}

  /** By name; none if there is no checkout. */
  static Map<String, String> read(Path root) {
    Path file = root.resolve("liberty-config/src/main/liberty/config/includes/variables.xml");
    Map<String, String> defaults = new TreeMap<>();
    if (Files.exists(file)) {
      try {
        VARIABLE
            .matcher(Files.readString(file))
            .results()
            .forEach(found -> defaults.put(found.group(1), found.group(2)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return defaults;
  }
}
