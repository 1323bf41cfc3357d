package dev.sparkle.cli.services;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One entry of the machine's package sources, from either of apt's two formats.
 *
 * @param options fields beyond the four, under their deb822 names (Signed-By, Trusted, …), verbatim
 */
record AptSource(
    Set<String> types,
    List<String> uris,
    List<String> suites,
    List<String> components,
    Map<String, String> options) {

  private static final Map<String, String> OPTION_NAMES =
      Map.of(
          "signed-by",
          "Signed-By",
          "trusted",
          "Trusted",
          "arch",
          "Architectures",
          "check-valid-until",
          "Check-Valid-Until",
          "allow-insecure",
          "Allow-Insecure");

  AptSource {
    types = new TreeSet<>(types);
    uris = List.copyOf(uris);
    suites = List.copyOf(suites);
    components = List.copyOf(components);
    options = new LinkedHashMap<>(options);
  }

  /** Reads the one-line format: {@code deb [signed-by=…] URI suite component…}. */
  static List<AptSource> fromList(String text) {
    List<AptSource> found = new ArrayList<>();
    for (String raw : text.split("\n")) {
      String line = raw.replaceFirst("#.*", "").strip();
      Map<String, String> options = new LinkedHashMap<>();
      int open = line.indexOf('[');
      int close = line.indexOf(']');
      if (open > 0 && close > open) {
        for (String option : words(line.substring(open + 1, close))) {
          String[] pair = option.split("=", 2);
          if (pair.length == 2 && OPTION_NAMES.containsKey(pair[0])) {
            options.put(OPTION_NAMES.get(pair[0]), pair[1].replace(',', ' '));
          }
        }
        line = line.substring(0, open) + line.substring(close + 1);
      }
      List<String> words = words(line);
      if (words.size() >= 3 && words.get(0).startsWith("deb")) {
        found.add(
            new AptSource(
                Set.of(words.get(0)),
                List.of(words.get(1)),
                List.of(words.get(2)),
                words.subList(3, words.size()),
                options));
      }
    }
    return found;
  }

  /** Reads the paragraphs of a deb822 file; paragraphs with {@code Enabled: no} are left out. */
  static List<AptSource> fromDeb822(String text) {
    List<AptSource> found = new ArrayList<>();
    for (String paragraph : text.replaceAll("(?m)^#.*\n?", "").split("\n[ \t]*\n")) {
      Map<String, String> fields = fields(paragraph);
      boolean off =
          fields
              .getOrDefault("enabled", "yes")
              .strip()
              .matches("(?i)no|false|0|off|without|disable");
      if (off || !fields.containsKey("uris") || !fields.containsKey("suites")) {
        continue;
      }
      Map<String, String> options = new LinkedHashMap<>();
      OPTION_NAMES.values().stream()
          .sorted()
          .filter(n -> fields.containsKey(n.toLowerCase(Locale.ROOT)))
          .forEach(n -> options.put(n, fields.get(n.toLowerCase(Locale.ROOT))));
      found.add(
          new AptSource(
              new TreeSet<>(words(fields.getOrDefault("types", "deb"))),
              words(fields.get("uris")),
              words(fields.get("suites")),
              words(fields.getOrDefault("components", "")),
              options));
    }
    return found;
  }

  /**
   * Whether packages of the distribution itself come from here, not a vendor's additions.
   *
   * @param codename such as bookworm
   */
  boolean official(String codename) {
    return types.contains("deb")
        && components.contains("main")
        && suites.stream().anyMatch(s -> ofSuite(s, codename));
  }

  /** Whether it serves the distribution's first release, not only its updates. */
  boolean base(String codename) {
    return official(codename) && suites.stream().anyMatch(s -> s.equals(codename) || alias(s));
  }

  /** The same place with other content. */
  AptSource serving(String type, List<String> wantedSuites, List<String> wantedComponents) {
    return new AptSource(Set.of(type), uris, wantedSuites, wantedComponents, options);
  }

  /** As a paragraph of a deb822 file. */
  String asDeb822() {
    StringBuilder out =
        new StringBuilder("Types: ")
            .append(String.join(" ", types))
            .append("\nURIs: ")
            .append(String.join(" ", uris))
            .append("\nSuites: ")
            .append(String.join(" ", suites))
            .append("\nComponents: ")
            .append(String.join(" ", components))
            .append('\n');
    options.forEach(
        (name, value) ->
            out.append(name)
                .append(':')
                .append(value.startsWith("\n") ? "" : " ")
                .append(value)
                .append('\n'));
    return out.append('\n').toString();
  }

  private static boolean ofSuite(String suite, String codename) {
    String first = suite.replaceFirst("[-/](updates|security)$", "");
    return first.equals(codename) || alias(first);
  }

  private static boolean alias(String suite) {
    return Set.of("stable", "oldstable", "testing", "unstable", "sid").contains(suite);
  }

  private static Map<String, String> fields(String paragraph) {
    Map<String, String> fields = new LinkedHashMap<>();
    String last = "";
    for (String line : paragraph.split("\n")) {
      if (line.startsWith(" ") || line.startsWith("\t")) {
        fields.computeIfPresent(last, (name, value) -> value + "\n" + line);
      } else if (line.contains(":")) {
        last = line.substring(0, line.indexOf(':')).strip().toLowerCase(Locale.ROOT);
        fields.put(last, line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return fields;
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }
}
