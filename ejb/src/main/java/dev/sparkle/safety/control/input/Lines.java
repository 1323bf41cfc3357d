package dev.sparkle.safety.control.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The data files of layer 1: lines of text; what follows a {@code #} at a line's start is not. */
final class Lines {

  private Lines() {}

  /** The lines of a file in {@code /safety}. */
  static List<String> of(String name) {
    try (InputStream in = open(name)) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return all.lines()
          .map(String::strip)
          .filter(l -> !l.isEmpty() && l.charAt(0) != '#')
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  /** A file in {@code /safety}, from the class path. */
  static InputStream open(String name) {
    InputStream in = Lines.class.getResourceAsStream("/safety/" + name);
    if (in == null) {
      throw new IllegalStateException("/safety/" + name + " is not on the class path");
    }
    return in;
  }
}
