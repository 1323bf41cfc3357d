package dev.sparkle.cli.drill.production;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.drill.DrillReport.Expectation;
import java.util.ArrayList;
import java.util.List;

/** What {@code config} and {@code harden check} told, as expectations. Pure. */
final class Checks {

  private Checks() {}

  /** {@code config --profile production --strict --json}: nothing wrong, unsafe or unknown. */
  static Expectation configuration(Told told) {
    JsonNode json = told.json();
    List<String> wrong = new ArrayList<>();
    json.path("problems").forEach(each -> wrong.add(each.asText()));
    json.path("warnings").forEach(each -> wrong.add(each.path("setting").asText() + " is unsafe"));
    json.path("unknown").forEach(each -> wrong.add(each.asText() + " is no setting"));
    boolean looked =
        json.path("profile").asText().equals("production") && !json.path("items").isEmpty();
    return new Expectation(
        "the configuration is valid, and safe for production",
        told.exit() == 0 && looked && wrong.isEmpty(),
        wrong.isEmpty()
            ? told.ending() + ", " + json.path("items").size() + " settings"
            : String.join("; ", wrong));
  }

  /**
   * {@code harden check --json}.
   *
   * @param asRoot the account is left to people: nothing is said of it, neither good nor bad
   */
  static Expectation hardened(String words, Told told, boolean asRoot) {
    List<String> failed = new ArrayList<>();
    List<String> warned = new ArrayList<>();
    int passed = 0;
    for (JsonNode line : told.json().path("lines")) {
      String what =
          line.path("area").asText()
              + ", "
              + line.path("check").asText()
              + ": "
              + line.path("seen").asText();
      switch (line.path("verdict").asText()) {
        case "pass" -> passed++;
        case "warn" -> warned.add(what);
        case "fail" -> {
          if (!(asRoot && what.startsWith("process, user: "))) {
            failed.add(what);
          }
        }
        default -> {
          // not tried
        }
      }
    }
    return new Expectation(
        words,
        passed > 0 && failed.isEmpty(),
        passed == 0
            ? told.ending()
            : passed + " passed; warnings: " + words(warned) + "; failed: " + words(failed));
  }

  private static String words(List<String> names) {
    return names.isEmpty() ? "none" : names.size() + " (" + String.join("; ", names) + ")";
  }
}
