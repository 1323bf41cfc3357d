package dev.sparkle.safety.control.output;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The data files of layer 4: UTF-8, one entry a line, {@code #} begins a comment line. */
final class RuleFile {

  private RuleFile() {}

  /** The entries of a file in {@code safety/}. */
  static Stream<String> lines(String name) {
    try (InputStream file = RuleFile.class.getResourceAsStream("/safety/" + name)) {
      if (file == null) {
        throw new IllegalStateException("safety/" + name + " is not on the class path");
      }
      List<String> lines =
          new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8)).lines().toList();
      return lines.stream().filter(line -> !line.isBlank() && !line.startsWith("#"));
    } catch (IOException broken) {
      throw new UncheckedIOException("safety/" + name + " cannot be read", broken);
    }
  }
}
