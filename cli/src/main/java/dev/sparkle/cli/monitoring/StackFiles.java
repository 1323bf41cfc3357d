package dev.sparkle.cli.monitoring;

import dev.sparkle.cli.services.Secret;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lays the configuration of {@code monitoring/} out for one stack, with its ports and addresses in
 * place of those in the files.
 */
final class StackFiles {

  private static final Pattern WEBHOOK =
      Pattern.compile("webhook_configs: \\[\\{url: \"([^\"]+)\"");

  private final Path sources;
  private final Path folder;

  /**
   * @param sources the checkout's monitoring folder
   * @param folder the stack's own
   */
  StackFiles(Path sources, Path folder) {
    this.sources = sources;
    this.folder = folder;
  }

  /** Writes all; what is there is replaced. */
  void layOut(StackPorts ports, StackSettings settings, List<Target> targets) {
    try {
      Files.createDirectories(folder.resolve("alerts"));
      Files.createDirectories(folder.resolve("targets"));
      Files.writeString(prometheus(), prometheus(ports, settings));
      // an address of a chat's webhook is a key
      Secret.keep(alertmanager(), alertmanager(settings));
      for (Path rules : rules()) {
        String text = Files.readString(rules);
        Files.writeString(
            folder.resolve("alerts").resolve(rules.getFileName()),
            settings.impatient() ? Shortening.of(text) : text);
      }
      targets(targets);
    } catch (IOException e) {
      throw Trouble.withFile("cannot write the monitoring's configuration", e);
    }
  }

  /** Writes who is scraped; Prometheus finds it within seconds. */
  void targets(List<Target> targets) {
    try {
      Path file = folder.resolve("targets/sparkle.json");
      Path fresh = Files.createTempFile(folder, "targets", ".new");
      Files.writeString(
          fresh,
          targets.stream().map(Target::json).collect(Collectors.joining(",\n", "[\n", "\n]\n")));
      Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw Trouble.withFile("cannot write the targets", e);
    }
  }

  Path prometheus() {
    return folder.resolve("prometheus.yml");
  }

  Path alertmanager() {
    return folder.resolve("alertmanager.yml");
  }

  private String prometheus(StackPorts ports, StackSettings settings) throws IOException {
    String every = settings.everySeconds() + "s";
    return Files.readString(sources.resolve("prometheus/prometheus.yml"))
        .replace("scrape_interval: 10s", "scrape_interval: " + every)
        .replace(
            "scrape_timeout: 5s", "scrape_timeout: " + Math.min(5, settings.everySeconds()) + "s")
        .replace("evaluation_interval: 10s", "evaluation_interval: " + every)
        .replace("runbooks: docs/runbooks", "runbooks: \"" + settings.runbooks() + "\"")
        .replace("dashboards: http://localhost:3000", "dashboards: " + settings.dashboards())
        .replace("127.0.0.1:19093", "127.0.0.1:" + ports.alertmanager())
        .replace("../alerts/*.yaml", "alerts/*.yaml");
  }

  /** Who was told of alerts until now; empty: nobody, or there is no configuration yet. */
  Optional<String> webhook() {
    try {
      if (!Files.exists(alertmanager())) {
        return Optional.empty();
      }
      return WEBHOOK
          .matcher(Files.readString(alertmanager()))
          .results()
          .findFirst()
          .map(found -> found.group(1));
    } catch (IOException e) {
      throw Trouble.withFile("cannot read " + alertmanager(), e);
    }
  }

  private String alertmanager(StackSettings settings) throws IOException {
    String text = Files.readString(sources.resolve("alertmanager/alertmanager.yml"));
    return settings
        .webhook()
        .map(
            url ->
                text.replace(
                    "webhook_configs: []",
                    "webhook_configs: [{url: \"" + url + "\", send_resolved: true}]"))
        .orElse(text);
  }

  private List<Path> rules() throws IOException {
    try (Stream<Path> files = Files.list(sources.resolve("alerts"))) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }
}
