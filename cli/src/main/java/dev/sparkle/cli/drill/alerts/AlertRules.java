package dev.sparkle.cli.drill.alerts;

import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the rules say of each alert, as they are laid out for Prometheus. */
final class AlertRules {

  private static final Pattern LINE =
      Pattern.compile("\\s+(?:- alert: (\\w+)|for: (\\d+)([smhd])|severity: (\\w+))");

  /**
   * A rule.
   *
   * @param forSeconds how long its condition must last
   */
  record Rule(String severity, long forSeconds) {}

  private AlertRules() {}

  static Map<String, Rule> in(Path file) {
    Map<String, Rule> rules = new TreeMap<>();
    String name = "";
    try {
      for (String line : Files.readAllLines(file)) {
        Matcher found = LINE.matcher(line);
        if (!found.matches()) {
          continue;
        }
        if (found.group(1) != null) {
          name = found.group(1);
          rules.put(name, new Rule("", 0));
        } else if (found.group(2) != null) {
          rules.put(name, new Rule(rules.get(name).severity(), seconds(found)));
        } else {
          rules.put(name, new Rule(found.group(4), rules.get(name).forSeconds()));
        }
      }
    } catch (IOException e) {
      throw Trouble.withFile("cannot read " + file, e);
    }
    return rules;
  }

  private static long seconds(Matcher found) {
    long number = Long.parseLong(found.group(2));
    return switch (found.group(3)) {
      case "m" -> number * 60;
      case "h" -> number * 3600;
      case "d" -> number * 86_400;
      default -> number;
    };
  }
}
