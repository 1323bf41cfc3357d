package dev.sparkle.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where the words go, and what may be done there. The launcher script says whether standard output
 * is a terminal (property {@code sparkle.tty}) and how wide it is ({@code sparkle.columns}).
 *
 * @param live whether lines may be drawn over
 * @param colour whether colours may be used (never with NO_COLOR)
 */
public record Terminal(PrintStream out, boolean live, boolean colour, int columns) {

  /** Standard output. */
  public static Terminal standard() {
    return on(FileDescriptor.out, Boolean.getBoolean("sparkle.tty"), System.getenv());
  }

  /** Standard error without motion, for a command whose standard output a program reads. */
  public static Terminal aside() {
    return on(FileDescriptor.err, false, System.getenv());
  }

  private static Terminal on(
      FileDescriptor descriptor, boolean tty, Map<String, String> environment) {
    PrintStream stream =
        new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    boolean able = tty && !"dumb".equals(environment.getOrDefault("TERM", "dumb"));
    return new Terminal(
        stream,
        able,
        able && !environment.containsKey("NO_COLOR"),
        Math.max(40, Integer.getInteger("sparkle.columns", 80)));
  }

  String green(String text) {
    return painted("32", text);
  }

  String red(String text) {
    return painted("31", text);
  }

  String faint(String text) {
    return painted("2", text);
  }

  private String painted(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
