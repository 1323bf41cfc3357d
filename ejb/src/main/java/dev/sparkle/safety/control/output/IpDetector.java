package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveKind;
import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds IP addresses, version 4 and 6, and tells public ones from those that name no machine in
 * particular (private, loopback, link-local, multicast and masks: RFC 6890). Versions and
 * well-known resolvers are not taken. Addresses reserved for documentation (RFC 5737, RFC 3849)
 * stand for public ones, and are treated like them.
 */
final class IpDetector implements Detector {

  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern V4 =
      Pattern.compile(
          "(?<![~\\d._-])#(?:\\.#){3}(?![~\\d_-]|\\.\\d)"
              .replace("~", "[\\p{L}&&[^\\p{IsIdeographic}]]")
              .replace("#", OCTET));
  private static final Pattern V6 =
      Pattern.compile(
          "(?<![\\p{Alnum}:.])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?![\\p{Alnum}:])");
  private static final Pattern PRIVATE =
      Pattern.compile(
          "(?:0|10|127|22[4-9]|23\\d|24\\d|25\\d)\\..*|192\\.168\\..*|169\\.254\\..*"
              + "|172\\.(?:1[6-9]|2\\d|3[01])\\..*|100\\.(?:6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\..*");
  private static final Set<String> RESOLVERS =
      Set.of("1.1.1.1", "1.0.0.1", "8.8.8.8", "8.8.4.4", "9.9.9.9", "114.114.114.114", "1.2.3.4");
  private static final Pattern VERSION =
      Pattern.compile("(?i)(?:\\bv(?:er(?:sion)?)?\\.?|release|版本号?|section|chapter|§|章|节)\\s*$");
  private static final Pattern PRIVATE_6 = Pattern.compile("(?i)f[cdef].*|::1?|::");

  @Override
  public void find(Window window, Consumer<SensitiveSpan> found) {
    if (window.holds('.') && window.digits() > 3) {
      findV4(window, found);
    }
    if (window.holds(':')) {
      findV6(window, found);
    }
  }

  private static void findV4(Window window, Consumer<SensitiveSpan> found) {
    Matcher address = V4.matcher(window.text());
    for (int at = window.from(); address.find(at); at = address.end()) {
      int start = address.start();
      String value = address.group();
      if (window.isOpen(start)
          && !RESOLVERS.contains(value)
          && !VERSION.matcher(window.before(start, 12)).find()) {
        boolean nobody = PRIVATE.matcher(value).matches();
        found.accept(
            new SensitiveSpan(
                nobody ? SensitiveKind.PRIVATE_IP : SensitiveKind.IP, start, address.end()));
      }
    }
  }

  private static void findV6(Window window, Consumer<SensitiveSpan> found) {
    Matcher address = V6.matcher(window.text());
    for (int at = window.from(); address.find(at); at = Math.max(address.end(), at + 1)) {
      if (window.isOpen(address.start()) && isV6(address.group())) {
        boolean nobody = PRIVATE_6.matcher(address.group()).matches();
        found.accept(
            new SensitiveSpan(
                nobody ? SensitiveKind.PRIVATE_IP : SensitiveKind.IP,
                address.start(),
                address.end()));
      }
    }
  }

  /** Eight groups, or fewer with one gap; times and MAC addresses are neither. */
  private static boolean isV6(String value) {
    int gap = value.indexOf("::");
    long groups = value.chars().filter(c -> c == ':').count() + 1;
    boolean oneGap = gap >= 0 && value.indexOf("::", gap + 1) < 0 && !value.contains(":::");
    boolean hex = value.chars().filter(c -> Character.digit(c, 16) >= 0).count() > 4;
    return oneGap ? hex && groups <= 8 : gap < 0 && groups == 8 && hex;
  }
}
