package dev.sparkle.cli.services;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLSocketFactory;

/**
 * One short conversation with a Redis: enough of its protocol to sign in, ask how it is, and stop
 * it. Every read ends after a second.
 */
final class RedisProbe implements AutoCloseable {

  private static final int PATIENCE_MS = 1000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  /** An error that Redis answered with, such as WRONGPASS. */
  static final class Refusal extends IOException {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
      super(message);
    }
  }

  /** Connects and signs in. */
  RedisProbe(RedisAddress address) throws IOException {
    Socket plain = new Socket();
    try {
      plain.connect(new InetSocketAddress(address.host(), address.port()), PATIENCE_MS * 2);
      plain.setSoTimeout(PATIENCE_MS);
      socket =
          address.tls()
              ? ((SSLSocketFactory) SSLSocketFactory.getDefault())
                  .createSocket(plain, address.host(), address.port(), true)
              : plain;
      in = new BufferedInputStream(socket.getInputStream());
      out = socket.getOutputStream();
      if (!address.password().isEmpty()) {
        if (address.user().isEmpty()) {
          ask("AUTH", address.password());
        } else {
          ask("AUTH", address.user(), address.password());
        }
      }
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  /**
   * Sends a command and awaits its answer.
   *
   * @return the answer's strings, one for a simple answer
   * @throws Refusal when Redis answers with an error
   */
  List<String> ask(String... words) throws IOException {
    StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      command
          .append('$')
          .append(word.getBytes(StandardCharsets.UTF_8).length)
          .append("\r\n")
          .append(word)
          .append("\r\n");
    }
    out.write(command.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
    List<String> answer = new ArrayList<>();
    read(answer);
    return answer;
  }

  /** The fields of INFO's given section. */
  Map<String, String> info(String section) throws IOException {
    Map<String, String> fields = new TreeMap<>();
    String.join("", ask("INFO", section))
        .lines()
        .filter(l -> l.contains(":"))
        .forEach(l -> fields.put(l.substring(0, l.indexOf(':')), l.substring(l.indexOf(':') + 1)));
    return fields;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void read(List<String> into) throws IOException {
    String line = line();
    String rest = line.substring(1);
    switch (line.charAt(0)) {
      case '+', ':' -> into.add(rest);
      case '-' -> throw new Refusal(rest);
      case '$' -> {
        int length = Integer.parseInt(rest);
        if (length >= 0) {
          byte[] bytes = in.readNBytes(length);
          in.skipNBytes(2);
          into.add(new String(bytes, StandardCharsets.UTF_8));
        }
      }
      case '*' -> {
        for (int i = Integer.parseInt(rest); i > 0; i--) {
          read(into);
        }
      }
      default -> throw new IOException("that is not Redis");
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.length() > 1000) {
        throw new IOException("that is not Redis");
      }
      line.append((char) c);
    }
    if (line.length() < 2) {
      throw new IOException("that is not Redis");
    }
    return line.substring(0, line.length() - 1);
  }
}
