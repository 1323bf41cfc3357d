package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveKind;
import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds addresses with a password in them ({@code postgres://user:pw@host}, {@code
 * https://user:pw@host}), connection strings ({@code jdbc:…?password=…}, {@code
 * Server=…;Password=…}) and credentials in an Authorization header.
 */
final class ConnectionDetector implements Detector {

  private static final List<Pattern> SHAPES =
      List.of(
          Pattern.compile(
              "(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.:-]{1,24}://[^\\s:/?#@\"'<>\\[\\]]{0,64}:"
                  + "(?![*x]{3,}@|[<{$%])[^\\s@/\"'<>]{1,128}@[^\\s\"'<>@)\\]，。；]{1,256}"),
          Pattern.compile(
              "(?i)(?<![A-Za-z0-9])jdbc:[^\\s\"'<>]{4,200}?[?&;:](?:password|pwd)="
                  + "(?![<{$*])[^\\s\"'<>&;]{1,100}[^\\s\"'<>]{0,100}"),
          Pattern.compile(
              "(?i)(?<![A-Za-z0-9])jdbc:[a-z:]{4,40}:[^\\s:/@\"'<>]{1,64}/[^\\s/@\"'<>]{1,64}@[^\\s\"'<>]{3,200}"),
          Pattern.compile(
              "(?i)(?<![A-Za-z0-9])(?:server|data source|host|endpoint|defaultendpointsprotocol|initial catalog)\\s?="
                  + "[^\\n\"'<>]{1,240}?;\\s?(?:password|pwd|accountkey|sharedaccesskey)\\s?=\\s?"
                  + "(?![<{$*])[^\\s\"'<>;]{3,120}[^\\s\"'<>]{0,100}"));
  private static final Pattern HEADER =
      Pattern.compile(
          "(?i)(?<![A-Za-z0-9])(?:authorization\\s*[:=]\\s*[\"']?(?:bearer|basic|token|apikey)\\s+"
              + "|bearer\\s+(?=[A-Za-z0-9_.~+/=-]*\\d))((?![<{$])[A-Za-z0-9_.~+/=-]{16,2048})");

  @Override
  public void find(Window window, Consumer<SensitiveSpan> found) {
    if (window.holds('@') && window.holds(':') || window.holds('=')) {
      SHAPES.forEach(shape -> find(shape, 0, window, found));
    }
    if (window.to() - window.from() >= 16) {
      find(HEADER, 1, window, found);
    }
  }

  private static void find(Pattern shape, int value, Window window, Consumer<SensitiveSpan> found) {
    Matcher match = shape.matcher(window.text());
    while (match.find()) {
      // with blanks in it, its beginning may have left, word by word; the password has not
      int start = Math.max(match.start(value), value == 0 ? window.from() : 0);
      if (window.isOpen(start) && match.end(value) > start) {
        SensitiveKind kind = value == 0 ? SensitiveKind.CONNECTION_STRING : SensitiveKind.API_KEY;
        found.accept(new SensitiveSpan(kind, start, match.end(value)));
      }
    }
  }
}
