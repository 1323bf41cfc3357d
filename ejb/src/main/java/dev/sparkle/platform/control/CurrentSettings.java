package dev.sparkle.platform.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
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
        new Settings.Llm(
            text(config, "sparkle.llm.base-url"),
            text(config, "sparkle.llm.api-key"),
            config.getValue("sparkle.llm.model", String.class),
            millis(config, "sparkle.llm.connect-timeout-ms"),
            millis(config, "sparkle.llm.first-token-timeout-ms"),
            millis(config, "sparkle.llm.gap-timeout-ms"),
            millis(config, "sparkle.llm.total-timeout-ms"),
            number(config, "sparkle.llm.max-output-tokens")),
        new Settings.Retrieval(
            number(config, "sparkle.retrieval.passages"),
            number(config, "sparkle.retrieval.candidates"),
            config.getValue("sparkle.retrieval.minimum-similarity", Double.class)),
        new Settings.Ingest(
            config.getValue("sparkle.ingest.max-bytes", Long.class),
            number(config, "sparkle.ingest.max-characters"),
            number(config, "sparkle.ingest.max-pages"),
            number(config, "sparkle.ingest.chunk-characters"),
            millis(config, "sparkle.ingest.lease-ms")),
        new Settings.Chat(
            number(config, "sparkle.chat.max-question-characters"),
            millis(config, "sparkle.chat.coalesce-ms"),
            number(config, "sparkle.chat.history-turns"),
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
            config.getValue("sparkle.keys.dir", String.class)),
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
        new Settings.Quota(number(config, "sparkle.quota.requests-per-minute")),
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

  private static Optional<String> text(Config config, String name) {
    return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank());
  }

  private static int number(Config config, String name) {
    return config.getValue(name, Integer.class);
  }

  private static Duration millis(Config config, String name) {
    return Duration.ofMillis(config.getValue(name, Long.class));
  }
}
