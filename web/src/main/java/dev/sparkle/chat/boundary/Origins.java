package dev.sparkle.chat.boundary;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;

/** Which pages may open a socket. */
final class Origins {

  private final Optional<String> allowed;

  /**
   * @param allowed comma-separated origins, or {@code *} for every page
   */
  Origins(Optional<String> allowed) {
    this.allowed = allowed;
  }

  /** Whether a page of that origin may; an app that is no page sends none, and may. */
  boolean allow(String origin, HttpServletRequest request) {
    return origin == null || isOwn(origin, request.getHeader("Host")) || isListed(origin);
  }

  private static boolean isOwn(String origin, String host) {
    try {
      return host != null && host.equalsIgnoreCase(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException notAnOrigin) {
      return false;
    }
  }

  private boolean isListed(String origin) {
    return Arrays.stream(allowed.orElse("").split(","))
        .map(String::strip)
        .anyMatch(one -> one.equals("*") || one.equalsIgnoreCase(origin));
  }
}
