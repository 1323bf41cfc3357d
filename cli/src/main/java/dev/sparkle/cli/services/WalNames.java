package dev.sparkle.cli.services;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of PostgreSQL's WAL segments of 16 MB: timeline, and place in the log, 24 hex digits. */
final class WalNames {

  private static final Pattern SEGMENT = Pattern.compile("([0-9A-F]{8})([0-9A-F]{16})(\\..*)?");
  private static final Pattern START =
      Pattern.compile(
          "\"Timeline\"\\s*:\\s*(\\d+)\\s*,\\s*\"Start-LSN\"\\s*:\\s*\"([0-9A-F]+)/([0-9A-F]+)\"");
  private static final long SEGMENT_BYTES = 16L * 1024 * 1024;

  private WalNames() {}

  /**
   * The first segment that a base backup needs.
   *
   * @param manifest the text of its backup_manifest
   * @throws IllegalArgumentException when it names none
   */
  static String firstOf(String manifest) {
    Matcher start = START.matcher(manifest);
    if (!start.find()) {
      throw new IllegalArgumentException("the manifest names no start");
    }
    long timeline = Long.parseLong(start.group(1));
    long high = Long.parseLong(start.group(2), 16);
    long segment = Long.parseLong(start.group(3), 16) / SEGMENT_BYTES;
    return String.format(Locale.ROOT, "%08X%08X%08X", timeline, high, segment);
  }

  /** Those of these files that hold only what lies before a segment, on any timeline. */
  static List<String> before(String segment, List<String> files) {
    String place = segment.substring(8);
    return files.stream()
        .filter(
            each -> {
              Matcher name = SEGMENT.matcher(each);
              return name.matches() && name.group(2).compareTo(place) < 0;
            })
        .toList();
  }
}
