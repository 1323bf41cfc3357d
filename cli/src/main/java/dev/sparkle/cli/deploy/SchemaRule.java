package dev.sparkle.cli.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells what of a migration the version before cannot live with: whatever takes something away,
 * renames it, or demands of old rows and old writers what they do not know. Everything else only
 * expands the schema. What a script does to a table that it makes itself is its own affair.
 *
 * <p><b>Limitations.</b> It reads statements, not their meaning: it does not see what a function's
 * body, a DO block or a trigger does, nor that a new value in a column confuses an old reader. The
 * drill with the previous version ({@code ./sparkle drill deploy --previous}) is the other half.
 */
final class SchemaRule {

  /** Literals, comments, and bodies of functions. */
  private static final Pattern NO_STATEMENT =
      Pattern.compile("(?s)'(?:[^']|'')*+'|--[^\\n]*|/\\*.*?\\*/|\\$(\\w*)\\$.*?\\$\\1\\$");

  private static final String NAME = "\"?([\\w.]+)\"?";

  private static final Pattern CREATES =
      Pattern.compile("^create\\s+(?:unlogged\\s+)?table\\s+(?:if\\s+not\\s+exists\\s+)?" + NAME);

  private static final Pattern ALTERS =
      Pattern.compile("^alter\\s+table\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?" + NAME + "\\s+(.*)$");

  private static final Pattern UNIQUE_INDEX =
      Pattern.compile("^create\\s+unique\\s+index\\b.*?\\bon\\s+(?:only\\s+)?" + NAME);

  /** Statements that contract whatever they are about. */
  private static final Map<Pattern, String> WHOLE = new LinkedHashMap<>();

  /** Parts of ALTER TABLE that do. */
  private static final Map<Pattern, String> PARTS = new LinkedHashMap<>();

  static {
    WHOLE.put(
        Pattern.compile(
            "^drop\\s+(table|view|materialized view|sequence|type|domain|schema"
                + "|function|procedure|extension|trigger)\\b"),
        "drops something");
    WHOLE.put(Pattern.compile("^truncate\\b"), "empties a table");
    WHOLE.put(Pattern.compile("^revoke\\b"), "takes rights away");
    WHOLE.put(
        Pattern.compile(
            "^alter\\s+(?!table\\b|index\\b)\\w+\\s+.*\\brename\\s+(to|value|attribute)\\b"),
        "renames something");
    PARTS.put(Pattern.compile("^rename\\b"), "renames something");
    PARTS.put(Pattern.compile("^drop\\s+(?!constraint\\b)"), "drops a column");
    PARTS.put(
        Pattern.compile("^alter\\s+.*\\bset\\s+not\\s+null\\b"), "demands a value of old writers");
    PARTS.put(
        Pattern.compile("^alter\\s+.*\\bdrop\\s+default\\b"), "demands a value of old writers");
    PARTS.put(Pattern.compile("^alter\\s+.*\\btype\\b"), "changes a type");
    PARTS.put(
        Pattern.compile(
            "^add\\s+(constraint\\b|check\\b|unique\\b|foreign\\b|primary\\b|exclude\\b)"),
        "binds old writers to a rule");
    PARTS.put(Pattern.compile("^set\\s+schema\\b"), "moves a table");
  }

  private SchemaRule() {}

  /** What it takes away, in a few words each; empty: it only expands. */
  static List<String> contractions(String sql) {
    List<String> found = new ArrayList<>();
    Set<String> own = new LinkedHashSet<>();
    for (String statement : statements(sql)) {
      Matcher creates = CREATES.matcher(statement);
      if (creates.find()) {
        own.add(creates.group(1));
        continue;
      }
      WHOLE.forEach(
          (pattern, words) -> {
            if (pattern.matcher(statement).find()) {
              found.add(told(words, statement));
            }
          });
      Matcher index = UNIQUE_INDEX.matcher(statement);
      if (index.find() && !own.contains(index.group(1))) {
        found.add(told("binds old writers to a rule", statement));
      }
      Matcher alters = ALTERS.matcher(statement);
      if (alters.find() && !own.contains(alters.group(1))) {
        parts(alters.group(2)).stream()
            .flatMap(part -> contraction(part).stream())
            .forEach(words -> found.add(told(words, statement)));
      }
    }
    return found;
  }

  private static List<String> contraction(String part) {
    for (Map.Entry<Pattern, String> each : PARTS.entrySet()) {
      if (each.getKey().matcher(part).find()) {
        return List.of(each.getValue());
      }
    }
    boolean column = part.matches("^add\\s+(column\\s+)?.*");
    boolean filled = part.matches(".*\\b(default|generated)\\b.*");
    if (column && part.matches(".*\\bnot\\s+null\\b.*") && !filled) {
      return List.of("demands a value of old writers");
    }
    return column && part.matches(".*\\bunique\\b.*")
        ? List.of("binds old writers to a rule")
        : List.of();
  }

  private static String told(String words, String statement) {
    String short1 = statement.length() > 70 ? statement.substring(0, 69) + "…" : statement;
    return words + ": " + short1;
  }

  /** Commas within brackets part nothing. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(text.substring(from, at).strip());
        from = at + 1;
      }
    }
    parts.add(text.substring(from).strip());
    return parts;
  }

  /** In lower case and one line each, without comments, literals and bodies of functions. */
  static List<String> statements(String sql) {
    String bare =
        NO_STATEMENT
            .matcher(sql)
            .replaceAll(each -> each.group().matches("(?s)(--|/\\*).*") ? " " : "''");
    return Pattern.compile(";")
        .splitAsStream(bare)
        .map(each -> each.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT))
        .filter(each -> !each.isEmpty())
        .toList();
  }
}
