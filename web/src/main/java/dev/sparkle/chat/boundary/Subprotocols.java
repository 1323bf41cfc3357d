package dev.sparkle.chat.boundary;

import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;

/** The versions of the chat protocol, as WebSocket subprotocols (RFC 6455, section 1.9). */
final class Subprotocols {

  /** Version 1, which is also what a client speaks that offers none. */
  static final String V1 = "sparkle.v1";

  static final String HEADER = "Sec-WebSocket-Protocol";

  private Subprotocols() {}

  /**
   * Whether a client can be talked to that offers these.
   *
   * @param headers each of them one version or several, with commas between them; null: none
   */
  static boolean accept(Enumeration<String> headers) {
    List<String> offered =
        headers == null
            ? List.of()
            : Collections.list(headers).stream().flatMap(Subprotocols::names).toList();
    return offered.isEmpty() || offered.contains(V1);
  }

  private static Stream<String> names(String header) {
    return Arrays.stream(header.split(",")).map(String::strip).filter(name -> !name.isEmpty());
  }
}
