package dev.sparkle.platform.control;

import dev.sparkle.platform.control.setting.SettingValues;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes the one picture of all settings of their values. Pure: the command makes it, too. */
public final class SettingsReading {

  private SettingsReading() {}

  /**
   * The settings.
   *
   * @throws IllegalArgumentException that names the setting that cannot be used
   */
  public static Settings of(SettingValues values) {
    return new Settings(
        ModelSettings.read(values),
        new Settings.Retrieval(
            values.number("sparkle.retrieval.passages"),
            values.number("sparkle.retrieval.candidates"),
            values.fraction("sparkle.retrieval.minimum-similarity")),
        new Settings.Ingest(
            values.large("sparkle.ingest.max-bytes"),
            values.number("sparkle.ingest.max-characters"),
            values.number("sparkle.ingest.max-pages"),
            values.number("sparkle.ingest.chunk-characters")),
        new Settings.Chat(
            values.number("sparkle.chat.max-question-characters"),
            values.millis("sparkle.chat.coalesce-ms"),
            values.number("sparkle.chat.history-tokens"),
            values.number("sparkle.chat.sockets-per-account"),
            values.number("sparkle.chat.generations-per-account"),
            values.number("sparkle.chat.outbound-frames"),
            values.millis("sparkle.chat.heartbeat-ms"),
            values.text("sparkle.chat.allowed-origins"),
            values.millis("sparkle.chat.ticket-lifetime-ms"),
            values.millis("sparkle.chat.log-retention-ms"),
            values.millis("sparkle.chat.generation-lease-ms")),
        new Settings.Identity(
            values.millis("sparkle.identity.access-token-lifetime-ms"),
            values.millis("sparkle.identity.refresh-token-lifetime-ms"),
            values.required("sparkle.keys.dir"),
            values.flag("sparkle.identity.guests"),
            values.flag("sparkle.identity.registration"),
            values.number("sparkle.identity.registrations-per-hour"),
            values.number("sparkle.identity.hashing-at-once"),
            mail(values),
            openIdProviders(values)),
        new Settings.Safety(
            values.required("sparkle.safety.input.mode"),
            values.fraction("sparkle.safety.input.threshold"),
            values.required("sparkle.safety.input.harm"),
            values.fraction("sparkle.safety.input.harm-threshold"),
            values.text("sparkle.safety.input.disabled-rules"),
            values.text("sparkle.safety.courses"),
            values.flag("sparkle.safety.input.encoders"),
            values.text("sparkle.safety.input.model"),
            values.required("sparkle.safety.output.mode"),
            values.text("sparkle.safety.output.policy")),
        new Settings.Quota(
            budget(values, "sparkle.quota."),
            budget(values, "sparkle.quota.address."),
            budget(values, "sparkle.quota.class."),
            budget(values, "sparkle.quota.guests."),
            budget(values, "sparkle.quota.installation."),
            values.required("sparkle.quota.zone"),
            values.text("sparkle.quota.prices")),
        new Settings.Node(
            values.required("sparkle.node"), Set.copyOf(values.list("sparkle.roles"))),
        new Settings.Tasks(
            counts(values, "sparkle.tasks.queues"),
            values.millis("sparkle.tasks.lease-ms"),
            values.millis("sparkle.tasks.poll-ms"),
            values.millis("sparkle.tasks.stop-ms"),
            values.number("sparkle.tasks.crashes"),
            values.millis("sparkle.tasks.keep-succeeded-ms"),
            values.millis("sparkle.tasks.keep-dead-ms"),
            values.number("sparkle.tasks.tracked"),
            values.number("sparkle.tasks.batch")),
        new Settings.Jobs(
            values.number("sparkle.jobs.partitions"),
            values.millis("sparkle.jobs.keep-executions-ms"),
            values.millis("sparkle.jobs.keep-failed-materials-ms"),
            values.millis("sparkle.jobs.keep-guests-ms"),
            values.millis("sparkle.jobs.keep-exports-ms"),
            values.text("sparkle.jobs.rollup-cron"),
            values.text("sparkle.jobs.purge-cron")),
        new Settings.Audit(
            values.millis("sparkle.audit.flush-ms"), values.millis("sparkle.audit.anchor-ms")),
        new Settings.Guardian(
            values.required("sparkle.guardian.concern.mode"),
            values.text("sparkle.guardian.contact"),
            values.number("sparkle.guardian.repeated-attacks"),
            values.millis("sparkle.guardian.window-ms"),
            values.text("sparkle.guardian.webhook-url"),
            values.text("sparkle.guardian.webhook-secret")));
  }

  private static Settings.Mail mail(SettingValues values) {
    return new Settings.Mail(
        values.text("sparkle.mail.host"),
        values.number("sparkle.mail.port"),
        values.text("sparkle.mail.user"),
        values.text("sparkle.mail.password"),
        values.required("sparkle.mail.from"),
        values.required("sparkle.mail.security"),
        values.text("sparkle.mail.dir"),
        values.required("sparkle.public-url").replaceFirst("/+$", ""));
  }

  private static List<Settings.OpenIdProvider> openIdProviders(SettingValues values) {
    return values.list("sparkle.oidc.providers").stream()
        .map(
            name -> {
              String prefix = "sparkle.oidc." + name + ".";
              Map<String, String> roles = new TreeMap<>();
              for (String each : values.text(prefix + "roles").orElse("").split(",")) {
                String[] parts = each.split("=", 2);
                if (parts.length == 2) {
                  roles.put(parts[0].strip(), parts[1].strip());
                }
              }
              return new Settings.OpenIdProvider(
                  name,
                  values.required(prefix + "issuer"),
                  values.required(prefix + "client-id"),
                  values.text(prefix + "client-secret"),
                  values.text(prefix + "roles-claim").orElse("groups"),
                  roles);
            })
        .toList();
  }

  /** As in {@code default=8, ingest=1}. */
  private static Map<String, Integer> counts(SettingValues values, String name) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String each : values.list(name)) {
      String[] parts = each.split("=", 2);
      if (parts.length != 2) {
        throw new IllegalArgumentException(
            name + " is written as name=number, not \"" + each + "\"");
      }
      counts.put(parts[0].strip(), Integer.valueOf(parts[1].strip()));
    }
    return counts;
  }

  private static Settings.Quota.Budget budget(SettingValues values, String prefix) {
    return new Settings.Quota.Budget(
        values.large(prefix + "requests-per-minute"),
        values.large(prefix + "tokens-per-day"),
        values.large(prefix + "micros-per-month"),
        values.large(prefix + "concurrent-answers"));
  }
}
