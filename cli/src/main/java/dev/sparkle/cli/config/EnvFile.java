package dev.sparkle.cli.config;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A file with {@code NAME=value} a line, as shells and containers read it. */
final class EnvFile {

  private EnvFile() {}

  /**
   * By name. {@code export} before a name and quotes around a value are left out.
   *
   * @throws Trouble when it cannot be read; a value is never named
   */
  static Map<String, String> read(Path file) {
    try {
      return parse(Files.readAllLines(file), file.toString());
    } catch (IOException e) {
      throw new Trouble(
          ExitCode.USAGE,
          "cannot read " + file + ": " + e.getClass().getSimpleName() + ".",
          "Name a file with NAME=value in each line.",
          e);
    }
  }

  static Map<String, String> parse(List<String> lines, String file) {
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip().replaceFirst("^export\\s+", "");
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.split("=", 2);
      if (parts.length != 2 || !parts[0].matches("[A-Za-z_][A-Za-z0-9_.-]*")) {
        throw new Trouble(
            ExitCode.USAGE,
            "line " + (i + 1) + " of " + file + " is no NAME=value.",
            "Correct it, or put # before it.");
      }
      values.put(parts[0], parts[1].replaceFirst("^(['\"])(.*)\\1$", "$2"));
    }
    return values;
  }
}
