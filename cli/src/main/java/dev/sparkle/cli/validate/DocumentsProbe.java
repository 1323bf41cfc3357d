package dev.sparkle.cli.validate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The documents an operator needs are there, and no link in any of them leads nowhere. */
final class DocumentsProbe implements Work {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#:]*)(?:#([^)\\s]*))?\\)");
  private static final Pattern ALERT = Pattern.compile("(?m)^\\s*- alert: (\\w+)");

  /** What the plan asks for. */
  private static final List<String> NEEDED =
      List.of(
          "README.md",
          "CHANGELOG.md",
          "CONTRIBUTING.md",
          "SECURITY.md",
          "docs/architecture.md",
          "docs/configuration.md",
          "docs/deployment.md",
          "docs/operations.md",
          "docs/upgrade.md",
          "docs/backup.md",
          "docs/capacity.md",
          "docs/security-model.md",
          "docs/incident-response.md",
          "docs/onboarding.md",
          "docs/api/README.md",
          "docs/api/asyncapi.yaml",
          "docs/api/errors.md",
          "docs/runbooks/README.md",
          "docs/performance.md",
          "docs/validation.md");

  @Override
  public String command(Scene scene) {
    return "docs/**/*.md and their links are looked at";
  }

  @Override
  public Outcome run(Scene scene) throws IOException {
    List<Reading> readings = new ArrayList<>();
    List<String> trouble = new ArrayList<>();
    NEEDED.stream()
        .filter(name -> !Files.exists(scene.root().resolve(name)))
        .forEach(name -> trouble.add("missing: " + name));
    readings.add(Reading.must("documents missing", trouble.size(), "", Bound.atMost(0)));
    List<String> alerts = alerts(scene.root());
    List<String> without =
        alerts.stream()
            .filter(a -> !Files.exists(scene.root().resolve("docs/runbooks/" + a + ".md")))
            .toList();
    without.forEach(alert -> trouble.add("no runbook: " + alert));
    readings.add(Reading.plain("alerts", alerts.size(), ""));
    readings.add(Reading.must("of them without a runbook", without.size(), "", Bound.atMost(0)));
    List<String> dead = deadLinks(scene.root());
    trouble.addAll(dead);
    readings.add(Reading.must("links that lead nowhere", dead.size(), "", Bound.atMost(0)));
    scene.keep(scene.id() + ".txt", String.join("\n", trouble) + "\n");
    return Outcome.of(readings);
  }

  private static List<String> alerts(Path root) throws IOException {
    List<String> found = new ArrayList<>();
    for (String file : List.of("sparkle.yaml", "slo.yaml")) {
      Matcher alert =
          ALERT.matcher(Files.readString(root.resolve("monitoring/alerts").resolve(file)));
      while (alert.find()) {
        found.add(alert.group(1));
      }
    }
    return found.stream().distinct().toList();
  }

  private static List<String> deadLinks(Path root) throws IOException {
    List<String> dead = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(root.resolve("docs"))) {
      List<Path> pages =
          Stream.concat(
                  tree.filter(f -> f.toString().endsWith(".md")),
                  Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md").map(root::resolve))
              .sorted()
              .toList();
      for (Path page : pages) {
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
          if (leadsNowhere(page, link.group(1), link.group(2))) {
            dead.add(
                "%s links to %s%s"
                    .formatted(
                        root.relativize(page),
                        link.group(1),
                        link.group(2) == null ? "" : "#" + link.group(2)));
          }
        }
      }
    }
    return dead;
  }

  /**
   * @param file empty: the page itself
   * @param heading null: the whole file. Only pages have headings.
   */
  private static boolean leadsNowhere(Path page, String file, String heading) throws IOException {
    Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
    if (!Files.exists(target)) {
      return true;
    }
    return heading != null
        && target.toString().endsWith(".md")
        && !Headings.of(Files.readString(target)).contains(heading);
  }
}
