package dev.sparkle.cli.harden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port that the configuration says somebody listens on.
 *
 * @param host interface; {@code *}: all
 * @param what for
 */
record Declared(String host, int port, String what) {

  private static final Pattern LINE = Pattern.compile("(\\S+):(\\d{1,5})\\s+(\\S.*)");

  static Declared of(String host, int port, String what) {
    boolean all = host.equals("0.0.0.0") || host.equals("::") || host.equals("*");
    return new Declared(all ? "*" : host.equals("localhost") ? "127.0.0.1" : host, port, what);
  }

  /**
   * Those of a file, {@code HOST:PORT what for} a line, which other commands or an operator write
   * for what they start in the installation's folders; none when there is no such file.
   */
  static List<Declared> in(Path file) throws IOException {
    List<Declared> all = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        Matcher parts = LINE.matcher(line);
        if (parts.matches()) {
          all.add(of(parts.group(1), Integer.parseInt(parts.group(2)), parts.group(3)));
        }
      }
    }
    return all;
  }

  /** Whether a listener is this one, and on no wider interface. */
  boolean allows(Listener listener) {
    return listener.port() == port
        && (host.equals("*")
            || listener.address().equals(host)
            || host.startsWith("127.") && listener.isLoopback()
            || host.equals("::1") && listener.isLoopback());
  }
}
