package dev.sparkle.platform.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Holds the settings in force. Reading is a single volatile read. */
@ApplicationScoped
public class CurrentSettings {

  private final AtomicReference<Settings> current = new AtomicReference<>();

  /** Settings as configured: environment, system properties, then the shipped defaults. */
  public CurrentSettings() {
    this(read(ConfigProvider.getConfig()));
  }

  /** Settings as given, for code without a container. */
  public CurrentSettings(Settings settings) {
    current.set(Objects.requireNonNull(settings, "settings"));
  }

  /** The settings in force now. */
  public Settings get() {
    return current.get();
  }

  /** Puts other settings in force; work that already read the old ones ends with the old ones. */
  public void replace(Settings settings) {
    current.set(Objects.requireNonNull(settings, "settings"));
  }

  static Settings read(Config config) {
    return new Settings(
        ModelSettings.read(config),
        new Settings.Retrieval(
            number(config, "sparkle.retrieval.passages"),
            number(config, "sparkle.retrieval.candidates"),
            config.getValue("sparkle.retrieval.minimum-similarity", Double.class)),
        new Settings.Ingest(
            config.getValue("sparkle.ingest.max-bytes", Long.class),
            number(config, "sparkle.ingest.max-characters"),
            number(config, "sparkle.ingest.max-pages"),
            number(config, "sparkle.ingest.chunk-characters")),
        new Settings.Chat(
            number(config, "sparkle.chat.max-question-characters"),
            millis(config, "sparkle.chat.coalesce-ms"),
            number(config, "sparkle.chat.history-tokens"),
            number(config, "sparkle.chat.sockets-per-account"),
            number(config, "sparkle.chat.generations-per-account"),
            number(config, "sparkle.chat.outbound-frames"),
            millis(config, "sparkle.chat.heartbeat-ms"),
            text(config, "sparkle.chat.allowed-origins"),
            millis(config, "sparkle.chat.ticket-lifetime-ms"),
            millis(config, "sparkle.chat.log-retention-ms"),
            millis(config, "sparkle.chat.generation-lease-ms")),
        new Settings.Identity(
            millis(config, "sparkle.identity.access-token-lifetime-ms"),
            millis(config, "sparkle.identity.refresh-token-lifetime-ms"),
            config.getValue("sparkle.keys.dir", String.class),
            config.getValue("sparkle.identity.registration", Boolean.class),
            number(config, "sparkle.identity.registrations-per-hour"),
            number(config, "sparkle.identity.hashing-at-once"),
            mail(config),
            openIdProviders(config)),
        new Settings.Safety(
            config.getValue("sparkle.safety.input.mode", String.class),
            config.getValue("sparkle.safety.input.threshold", Double.class),
            config.getValue("sparkle.safety.input.harm", String.class),
            config.getValue("sparkle.safety.input.harm-threshold", Double.class),
            text(config, "sparkle.safety.input.disabled-rules"),
            text(config, "sparkle.safety.courses"),
            config.getValue("sparkle.safety.input.encoders", Boolean.class),
            text(config, "sparkle.safety.input.model"),
            config.getValue("sparkle.safety.output.mode", String.class),
            text(config, "sparkle.safety.output.policy")),
        new Settings.Quota(
            budget(config, "sparkle.quota."),
            budget(config, "sparkle.quota.address."),
            budget(config, "sparkle.quota.class."),
            budget(config, "sparkle.quota.guests."),
            budget(config, "sparkle.quota.installation."),
            config.getValue("sparkle.quota.zone", String.class),
            text(config, "sparkle.quota.prices")),
        new Settings.Node(
            config.getValue("sparkle.node", String.class),
            Set.copyOf(list(config, "sparkle.roles"))),
        new Settings.Tasks(
            counts(config, "sparkle.tasks.queues"),
            millis(config, "sparkle.tasks.lease-ms"),
            millis(config, "sparkle.tasks.poll-ms"),
            millis(config, "sparkle.tasks.stop-ms"),
            number(config, "sparkle.tasks.crashes"),
            millis(config, "sparkle.tasks.keep-succeeded-ms"),
            millis(config, "sparkle.tasks.keep-dead-ms"),
            number(config, "sparkle.tasks.tracked"),
            number(config, "sparkle.tasks.batch")),
        new Settings.Jobs(
            number(config, "sparkle.jobs.partitions"),
            millis(config, "sparkle.jobs.keep-executions-ms"),
            millis(config, "sparkle.jobs.keep-failed-materials-ms"),
            millis(config, "sparkle.jobs.keep-guests-ms"),
            millis(config, "sparkle.jobs.keep-exports-ms"),
            text(config, "sparkle.jobs.rollup-cron"),
            text(config, "sparkle.jobs.purge-cron")),
        new Settings.Audit(
            millis(config, "sparkle.audit.flush-ms"), millis(config, "sparkle.audit.anchor-ms")),
        new Settings.Guardian(
            config.getValue("sparkle.guardian.concern.mode", String.class),
            text(config, "sparkle.guardian.contact"),
            number(config, "sparkle.guardian.repeated-attacks"),
            millis(config, "sparkle.guardian.window-ms"),
            text(config, "sparkle.guardian.webhook-url"),
            text(config, "sparkle.guardian.webhook-secret")));
  }

  private static Settings.Mail mail(Config config) {
    return new Settings.Mail(
        text(config, "sparkle.mail.host"),
        number(config, "sparkle.mail.port"),
        text(config, "sparkle.mail.user"),
        text(config, "sparkle.mail.password"),
        config.getValue("sparkle.mail.from", String.class),
        config.getValue("sparkle.mail.security", String.class),
        text(config, "sparkle.mail.dir"),
        config.getValue("sparkle.public-url", String.class).replaceFirst("/+$", ""));
  }

  private static List<Settings.OpenIdProvider> openIdProviders(Config config) {
    return Arrays.stream(text(config, "sparkle.oidc.providers").orElse("").split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .map(
            name -> {
              String prefix = "sparkle.oidc." + name + ".";
              Map<String, String> roles = new TreeMap<>();
              for (String each : text(config, prefix + "roles").orElse("").split(",")) {
                String[] parts = each.split("=", 2);
                if (parts.length == 2) {
                  roles.put(parts[0].strip(), parts[1].strip());
                }
              }
              return new Settings.OpenIdProvider(
                  name,
                  config.getValue(prefix + "issuer", String.class),
                  config.getValue(prefix + "client-id", String.class),
                  text(config, prefix + "client-secret"),
                  text(config, prefix + "roles-claim").orElse("groups"),
                  roles);
            })
        .toList();
  }

  private static List<String> list(Config config, String name) {
    return Arrays.stream(config.getValue(name, String.class).split(","))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  /** As in {@code default=8, ingest=1}. */
  private static Map<String, Integer> counts(Config config, String name) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String each : list(config, name)) {
      String[] parts = each.split("=", 2);
      if (parts.length != 2) {
        throw new IllegalArgumentException(
            name + " is written as name=number, not \"" + each + "\"");
      }
      counts.put(parts[0].strip(), Integer.valueOf(parts[1].strip()));
    }
    return counts;
  }

  private static Settings.Quota.Budget budget(Config config, String prefix) {
    return new Settings.Quota.Budget(
        config.getValue(prefix + "requests-per-minute", Long.class),
        config.getValue(prefix + "tokens-per-day", Long.class),
        config.getValue(prefix + "micros-per-month", Long.class),
        config.getValue(prefix + "concurrent-answers", Long.class));
  }

  static Optional<String> text(Config config, String name) {
    return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank());
  }

  static int number(Config config, String name) {
    return config.getValue(name, Integer.class);
  }

  static Duration millis(Config config, String name) {
    return Duration.ofMillis(config.getValue(name, Long.class));
  }
}
