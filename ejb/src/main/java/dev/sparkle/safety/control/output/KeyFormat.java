package dev.sparkle.safety.control.output;

import java.util.regex.Pattern;

/**
 * The shape of one provider's keys.
 *
 * @param id the format's name
 * @param literal what every such key holds
 * @param shape what the whole key looks like
 */
record KeyFormat(String id, String literal, Pattern shape) {

  private static final String START = "(?<![A-Za-z0-9_.%-]|[^=/]/)";
  private static final String END = "(?![A-Za-z0-9_])";

  /**
   * Reads a line of key-formats.txt.
   *
   * @throws IllegalArgumentException if it has not three parts
   */
  static KeyFormat of(String line) {
    String[] parts = line.split("\t");
    if (parts.length != 3) {
      throw new IllegalArgumentException("id, literal and shape, parted by tabs: " + line);
    }
    String start = parts[2].startsWith("(?<") || parts[2].startsWith("[?&]") ? "" : START;
    return new KeyFormat(parts[0], parts[1], Pattern.compile(start + "(?:" + parts[2] + ")" + END));
  }
}
