package dev.sparkle.cli.safety;

import dev.sparkle.cli.safety.CorpusRow.Span;
import dev.sparkle.cli.safety.Judged.Evidences;
import dev.sparkle.safety.control.output.SensitiveScanner;
import dev.sparkle.safety.entity.SensitiveKind;
import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Asks layer 4 about rows. A row is flagged if anything was found in it. A type is found if a span
 * of a kind that it may be called was found; a span, if such a one overlaps it. Types that the
 * program has no kind for count as found if anything was found where they stand, and are named.
 */
final class OutputEvaluation {

  /** Other words for the same; what is not here is looked up by its code. */
  private static final Map<String, Set<SensitiveKind>> NAMES =
      Map.ofEntries(
          Map.entry("card", Set.of(SensitiveKind.CREDIT_CARD)),
          Map.entry("bank_card", Set.of(SensitiveKind.CREDIT_CARD)),
          Map.entry("e-mail", Set.of(SensitiveKind.EMAIL)),
          Map.entry("email_address", Set.of(SensitiveKind.EMAIL)),
          Map.entry("phone_number", Set.of(SensitiveKind.PHONE)),
          Map.entry("mobile", Set.of(SensitiveKind.PHONE)),
          Map.entry("iban_code", Set.of(SensitiveKind.IBAN)),
          Map.entry("national_id", Set.of(SensitiveKind.ID_CARD)),
          Map.entry("us_ssn", Set.of(SensitiveKind.SSN)),
          Map.entry("us_driver_license", Set.of(SensitiveKind.DRIVER_LICENSE)),
          Map.entry("ip", Set.of(SensitiveKind.IP, SensitiveKind.PRIVATE_IP)),
          Map.entry("ip_address", Set.of(SensitiveKind.IP, SensitiveKind.PRIVATE_IP)),
          Map.entry("secret", secrets()),
          Map.entry("api_key", secrets()),
          Map.entry("token", secrets()),
          Map.entry("key", secrets()),
          Map.entry("jwt", secrets()),
          Map.entry("password", secrets()));

  private final SensitiveScanner scanner;
  private final Map<String, int[]> types = new TreeMap<>();
  private final int[] spans = new int[2];
  private final Set<String> unknown = new TreeSet<>();

  OutputEvaluation(SensitiveScanner scanner) {
    this.scanner = scanner;
  }

  /** Secrets of any form: corpora do not tell a token from a key, or a key from a password. */
  private static Set<SensitiveKind> secrets() {
    return EnumSet.of(
        SensitiveKind.API_KEY,
        SensitiveKind.PRIVATE_KEY,
        SensitiveKind.JWT,
        SensitiveKind.CONNECTION_STRING,
        SensitiveKind.PASSWORD);
  }

  /** Judges a row, and counts its types and spans. */
  Judged judge(CorpusRow row) {
    long began = System.nanoTime();
    List<SensitiveSpan> found = scanner.scan(row.text());
    long took = System.nanoTime() - began;
    count(row, found);
    return new Judged(row, Map.of(Method.ALL, !found.isEmpty()), Evidences.NONE, took, took);
  }

  private synchronized void count(CorpusRow row, List<SensitiveSpan> found) {
    Set<String> named = new LinkedHashSet<>(row.types());
    Set<String> foundTypes = new HashSet<>();
    for (Span span : row.spans()) {
      named.add(span.type());
      int start = offset(row.text(), span.start());
      int end = offset(row.text(), span.end());
      boolean overlaps =
          found.stream()
              .anyMatch(f -> f.start() < end && start < f.end() && fits(span.type(), f.kind()));
      spans[0]++;
      spans[1] += overlaps ? 1 : 0;
      if (overlaps) {
        foundTypes.add(span.type());
      }
    }
    for (String type : named) {
      boolean hasSpan = row.spans().stream().anyMatch(span -> span.type().equals(type));
      boolean isFound =
          hasSpan ? foundTypes.contains(type) : found.stream().anyMatch(f -> fits(type, f.kind()));
      int[] count = types.computeIfAbsent(type, key -> new int[2]);
      count[0]++;
      count[1] += isFound ? 1 : 0;
    }
  }

  /** Spans count code points; Java counts half of some of them. */
  private static int offset(String text, int codePoints) {
    int length = text.codePointCount(0, text.length());
    return text.offsetByCodePoints(0, Math.min(Math.max(0, codePoints), length));
  }

  private boolean fits(String type, SensitiveKind kind) {
    Set<SensitiveKind> kinds = NAMES.get(type);
    if (kinds != null) {
      return kinds.contains(kind);
    }
    for (SensitiveKind each : SensitiveKind.values()) {
      if (each.code().equals(type.toLowerCase(Locale.ROOT))) {
        return each == kind;
      }
    }
    unknown.add(type);
    return true;
  }

  /** For each type how many there are, and how many of them were found. */
  Map<String, int[]> types() {
    return types;
  }

  /** How many spans there are, and how many of them were found. */
  int[] spans() {
    return spans;
  }

  /** Types that the program has no kind for. */
  Set<String> unknownTypes() {
    return unknown;
  }
}
