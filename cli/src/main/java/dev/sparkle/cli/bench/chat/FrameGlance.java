package dev.sparkle.cli.bench.chat;

/**
 * Reads from a server's frame only what a crowd needs, without parsing it: the client shares the
 * cores with the server that it measures.
 */
final class FrameGlance {

  private FrameGlance() {}

  /** The frame's type; empty if it has none. It stands before anything that a model wrote. */
  static String type(String frame) {
    return field(frame, "\"type\":\"");
  }

  /** The first code in it, of an error or a failure; empty if there is none. */
  static String code(String frame) {
    return field(frame, "\"code\":\"");
  }

  private static String field(String frame, String name) {
    int at = frame.indexOf(name);
    int from = at + name.length();
    int to = at < 0 ? -1 : frame.indexOf('"', from);
    return to < 0 ? "" : frame.substring(from, to);
  }
}
