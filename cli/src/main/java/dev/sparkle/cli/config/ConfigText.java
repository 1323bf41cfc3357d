package dev.sparkle.cli.config;

import dev.sparkle.cli.terminal.Figures;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is in force, for people.
 *
 * @param given only what is no default
 * @param live only what may change while the nodes run
 * @param find only names that hold it; then also what is allowed
 */
record ConfigText(PrintWriter out, boolean given, boolean live, Optional<String> find) {

  private static final int LONGEST = 60;

  void print(
      Effective found, String where, boolean production, Optional<Map<String, String>> changed) {
    List<Effective.Line> shown = found.items().stream().filter(this::wanted).toList();
    int width = shown.stream().mapToInt(each -> each.name().length()).max().orElse(0);
    shown.forEach(each -> line(each, width));
    out.println();
    found.problems().forEach(sentence -> out.println("  ✗ " + sentence));
    found.warnings().forEach(each -> out.println("  ! " + each.setting() + ": " + each.sentence()));
    found.unknown().forEach(name -> out.println("  ! " + name + " is no setting; is it misspelt?"));
    long set = found.items().stream().filter(Effective.Line::given).count();
    out.println(
        "Of "
            + where
            + ": "
            + Figures.counted(found.items().size(), "setting", "settings")
            + ", "
            + set
            + " of them set, "
            + changed
                .map(each -> each.size() + " live")
                .orElse("live changes not known (no node answers)")
            + "; "
            + (found.valid() ? "all are allowed" : found.problems().size() + " wrong")
            + (production
                ? "; " + found.warnings().size() + " unsafe in production"
                : "; what is unsafe in production: --profile production")
            + ".");
    out.flush();
  }

  private boolean wanted(Effective.Line line) {
    return (!given || line.given())
        && (!live || line.live())
        && find.map(
                text ->
                    line.name().contains(text.toLowerCase(java.util.Locale.ROOT))
                        || line.variable().contains(text))
            .orElse(true);
  }

  private void line(Effective.Line line, int width) {
    String value = line.value().isEmpty() ? "(empty)" : line.value();
    boolean cut = value.length() > LONGEST && find.isEmpty();
    out.println(
        String.format("%-" + Math.max(1, width) + "s  ", line.name())
            + String.format("%-24s  ", cut ? value.substring(0, LONGEST) + "…" : value)
            + line.source());
    if (find.isPresent()) {
      out.println(
          "    "
              + line.variable()
              + ": "
              + line.allowed()
              + (line.live() ? "; changes live" : "; needs a restart"));
    }
  }

  static void differences(PrintWriter out, List<Difference> differences, String one, String other) {
    for (Difference each : differences) {
      out.println(each.name());
      if (each.hidden()) {
        out.println("    differs (a secret)");
      } else {
        out.println("  - " + shown(each.one()));
        out.println("  + " + shown(each.other()));
      }
    }
    out.println(
        differences.isEmpty()
            ? "No difference between " + one + " and " + other + "."
            : Figures.counted(differences.size(), "difference", "differences")
                + ": - "
                + one
                + ", + "
                + other);
    out.flush();
  }

  private static String shown(String value) {
    return value == null ? "(not set)" : value.isEmpty() ? "(empty)" : value;
  }
}
