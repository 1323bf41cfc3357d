package dev.sparkle.cli.harden;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a server said.
 *
 * @param status 0: it said nothing that is HTTP
 * @param headers by lower-case name
 * @param body as it came, perhaps cut off; with status 0: why there is none
 */
record Answer(int status, Map<String, List<String>> headers, String body) {

  static Answer none(String why) {
    return new Answer(0, Map.of(), why);
  }

  static Answer read(String text) {
    int end = text.indexOf("\r\n\r\n");
    String[] lines = (end < 0 ? text : text.substring(0, end)).split("\r\n");
    if (!lines[0].matches("HTTP/1\\.[01] [1-5]\\d\\d.*")) {
      return none(text.isEmpty() ? "closed without a word" : "no HTTP");
    }
    Map<String, List<String>> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      String[] parts = lines[i].split(":", 2);
      headers
          .computeIfAbsent(parts[0].strip().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(parts.length > 1 ? parts[1].strip() : "");
    }
    return new Answer(
        Integer.parseInt(lines[0].substring(9, 12)),
        headers,
        end < 0 ? "" : text.substring(end + 4));
  }

  /** Keeps what came; whether the answer is whole by its Content-Length. */
  static boolean isWhole(ByteArrayOutputStream heard, byte[] some, int count) {
    heard.write(some, 0, count);
    String text = heard.toString(StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    Answer head = read(text);
    Optional<String> length = head.header("content-length");
    boolean bodyless = head.status() == 204 || head.status() == 304;
    return bodyless
        || length.isPresent() && head.body().length() >= Integer.parseInt(length.get())
        || head.body().endsWith("0\r\n\r\n");
  }

  Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** "404", or why there is none. */
  String told() {
    return status == 0 ? body : Integer.toString(status);
  }
}
