package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Secret;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Settings of the nodes that are kept in {@code .sparkle/settings.env}, a {@code NAME=value} a
 * line, {@code #} before remarks. What the environment says wins over them; nodes get them when
 * they are started. {@code ./sparkle tune --apply} writes them; so may people.
 */
public final class KeptSettings {

  private static final String HEADING =
      """
      # Settings of the nodes; the environment of ./sparkle up wins over them.
      # Written by ./sparkle tune --apply; in force after: ./sparkle down && ./sparkle up
      """;

  /** These the command reads for itself, from the environment alone. */
  private static final Set<String> OF_THE_COMMAND =
      Set.of(
          "SPARKLE_HTTP_HOST",
          "SPARKLE_HTTP_PORT",
          "SPARKLE_HTTPS_PORT",
          "SPARKLE_OPERATIONS_HOST",
          "SPARKLE_MANAGEMENT_PORT",
          "SPARKLE_MANAGEMENT_HTTPS_PORT",
          "SPARKLE_PG_PORT",
          "SPARKLE_REDIS_PORT",
          "SPARKLE_DATABASE_URL",
          "SPARKLE_REDIS_URL",
          "SPARKLE_ROLES");

  private KeptSettings() {}

  /** Where they are. */
  public static Path file(Home home) {
    return home.folder().resolve("settings.env");
  }

  /** Where those before the last change are, if there were any. */
  public static Path before(Home home) {
    return home.folder().resolve("settings.env.before");
  }

  /**
   * All of them, by name.
   *
   * @throws Trouble when a line cannot be read, or is no setting of the nodes
   */
  public static Map<String, String> read(Home home) {
    Path file = file(home);
    Map<String, String> settings = new TreeMap<>();
    if (!Files.exists(file)) {
      return settings;
    }
    try {
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank() && !line.strip().startsWith("#")) {
          String[] parts = line.strip().split("=", 2);
          if (parts.length != 2
              || !parts[0].matches("[A-Z][A-Z0-9_]*")
              || OF_THE_COMMAND.contains(parts[0])) {
            throw new Trouble(
                ExitCode.USAGE,
                // the value may be a secret
                home.show(file)
                    + " has a line that is no setting of a node: "
                    + parts[0].replaceFirst("(?<=.{40}).*", "…")
                    + (parts.length == 2 ? "=…" : "")
                    + ".",
                "Write NAME=value there; ports, roles and addresses belong into the environment.");
          }
          settings.put(parts[0], parts[1]);
        }
      }
    } catch (IOException e) {
      throw Trouble.withFile("cannot read " + file, e);
    }
    return settings;
  }

  /** Those that the environment does not name, with others over them. */
  static Map<String, String> forNodes(Home home, Map<String, String> over) {
    Map<String, String> settings = read(home);
    settings.keySet().removeAll(System.getenv().keySet());
    settings.putAll(over);
    return settings;
  }

  /** An environment with these below it. */
  static Map<String, String> below(Home home, Map<String, String> environment) {
    Map<String, String> settings = read(home);
    settings.putAll(environment);
    return settings;
  }

  /**
   * Changes some of them in one step, and keeps the file as it was beside it.
   *
   * @return whether there was a file before
   */
  public static boolean change(Home home, Map<String, String> changes) {
    Map<String, String> settings = read(home);
    settings.putAll(changes);
    StringBuilder text = new StringBuilder(HEADING);
    settings.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    boolean was = Files.exists(file(home));
    try {
      Files.createDirectories(home.folder());
      if (was) {
        Files.copy(file(home), before(home), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw Trouble.withFile("cannot keep " + file(home), e);
    }
    Secret.keep(file(home), text.toString());
    return was;
  }
}
