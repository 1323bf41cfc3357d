package dev.sparkle.platform.control.setting;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is unsafe where it serves people: values that are allowed, and should not be in production.
 *
 * <p><b>Limitations.</b> It judges what the settings say, not what stands before or behind Sparkle:
 * a proxy, a firewall, a network of one's own. {@code ./sparkle harden check} asks the running
 * server.
 */
public final class UnsafeSettings {

  /**
   * One of them.
   *
   * @param setting whose value it is
   * @param sentence what is unsafe, and what to do
   */
  public record Warning(String setting, String sentence) {}

  private static final Set<String> HERE = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

  private static final List<String> MODELS =
      List.of("sparkle.llm.", "sparkle.llm.2.", "sparkle.llm.3.");

  /** Given out by others, who choose how long they are. */
  private static final Set<String> OF_OTHERS = Set.of("api-key", "client-secret");

  private final DeclaredSettings declared;
  private final SettingValues values;
  private final List<Warning> warnings = new ArrayList<>();

  private UnsafeSettings(DeclaredSettings declared, SettingValues values) {
    this.declared = declared;
    this.values = values;
  }

  /** All warnings, in the order of their weight. */
  public static List<Warning> in(DeclaredSettings declared, SettingValues values) {
    UnsafeSettings look = new UnsafeSettings(declared, values);
    look.secrets();
    look.doors();
    look.wires();
    look.protection();
    look.operation();
    return List.copyOf(look.warnings);
  }

  private void warn(String setting, String sentence) {
    warnings.add(new Warning(setting, sentence));
  }

  private boolean is(String setting, String value) {
    return values.text(setting).filter(value::equals).isPresent();
  }

  private void secrets() {
    for (Setting each : withNames()) {
      values.text(each.name()).ifPresent(value -> secret(each, value));
    }
  }

  private List<Setting> withNames() {
    List<Setting> all = new ArrayList<>(SettingCheck.ofNodes(declared, values));
    all.addAll(declared.of(Setting.Place.COMMAND));
    return all.stream().filter(Setting::fromFile).toList();
  }

  private void secret(Setting setting, String value) {
    boolean ofOthers =
        OF_OTHERS.stream().anyMatch(setting.name()::endsWith)
            || setting.name().equals("sparkle.mail.password")
            || setting.name().equals("SPARKLE_TOKEN");
    Optional<String> secret = setting.secret() ? Optional.of(value) : passwordIn(value);
    secret
        .flatMap(each -> ofOthers ? WeakSecret.placeholder(each) : WeakSecret.own(each))
        .ifPresent(
            why ->
                warn(
                    setting.name(),
                    (setting.secret() ? "It " : "Its password ")
                        + why
                        + "; use a random one of at least 24 characters."));
  }

  private static Optional<String> passwordIn(String address) {
    String authority = address.replaceFirst("^[^/]*//", "").replaceFirst("[/?].*$", "");
    int at = authority.lastIndexOf('@');
    int colon = authority.indexOf(':');
    return at > colon && colon >= 0
        ? Optional.of(authority.substring(colon + 1, at))
        : Optional.empty();
  }

  private void doors() {
    boolean open =
        values.text("SPARKLE_HTTP_HOST").filter(host -> !HERE.contains(host)).isPresent();
    // where there is a host of its own for plain HTTP, that one counts
    String plain =
        values.find("SPARKLE_OPERATIONS_HOST").isPresent()
            ? "SPARKLE_OPERATIONS_HOST"
            : "SPARKLE_HTTP_HOST";
    if (values.text(plain).filter(host -> !HERE.contains(host)).isPresent()) {
      warn(
          plain,
          "Plain HTTP is open to the network: passwords can be read on the way. Keep it to"
              + " 127.0.0.1, behind a proxy with TLS.");
    }
    if (open && is("sparkle.operations.port", "0") && is("sparkle.management.port", "-1", true)) {
      warn(
          "sparkle.operations.port",
          "/ops and the operators' interface answer on the public port, and so do /metrics and"
              + " /health, without a sign-in. Name an inner port, and keep /metrics off the proxy.");
    }
    if (open && !is("SPARKLE_ADMIN_CENTER", "off") && is("sparkle.management.port", "-1", true)) {
      warn(
          "SPARKLE_ADMIN_CENTER",
          "Liberty's Admin Center answers on the public port. Set it to off, or keep it off the"
              + " proxy.");
    }
    if (is("sparkle.chat.allowed-origins", "*")) {
      warn("sparkle.chat.allowed-origins", "Pages of any origin may open a socket. Name them.");
    }
    if (is("sparkle.identity.guests", "true")) {
      warn(
          "sparkle.identity.guests",
          "Anybody may ask without an account. Set it to false, unless that is wanted.");
    }
    if (is("sparkle.identity.registration", "true")) {
      warn(
          "sparkle.identity.registration",
          "Anybody may make an account. Set it to false where accounts come from you or a provider.");
    }
  }

  /** Whether a setting has that value, or is not there in this version. */
  private boolean is(String setting, String value, boolean otherwise) {
    return values.find(setting).map(given -> given.value().equals(value)).orElse(otherwise);
  }

  private void wires() {
    values
        .text("sparkle.public-url")
        .filter(url -> !url.startsWith("https://"))
        .ifPresent(
            url ->
                warn(
                    "sparkle.public-url",
                    "Links in letters begin with " + url + "; give the https address."));
    if (values.text("sparkle.mail.host").isPresent()) {
      if (is("sparkle.mail.security", "none")) {
        warn("sparkle.mail.security", "Letters go without TLS. Use starttls or tls.");
      }
      if (is("sparkle.mail.from", "sparkle@localhost")) {
        warn("sparkle.mail.from", "Letters come from sparkle@localhost. Give an address of yours.");
      }
    }
    values
        .list("sparkle.oidc.providers")
        .forEach(name -> https("sparkle.oidc." + name + ".issuer", "Sign-ins are asked for"));
    MODELS.forEach(model -> https(model + "base-url", "Questions go"));
    https("sparkle.guardian.webhook-url", "Severe events are told");
    https("SPARKLE_ALERT_WEBHOOK_URL", "Alerts are told");
    redis("sparkle.redis.url");
    database();
  }

  private void https(String setting, String what) {
    values
        .text(setting)
        .filter(url -> url.startsWith("http://") && !isHere(url))
        .ifPresent(url -> warn(setting, what + " without TLS, to another machine. Use https."));
  }

  private void redis(String setting) {
    values
        .text(setting)
        .filter(url -> !isHere(url))
        .ifPresent(
            url -> {
              if (url.startsWith("redis://")) {
                warn(setting, "Redis is another machine, and reached without TLS. Use rediss.");
              }
              if (passwordIn(url).isEmpty()) {
                warn(setting, "Redis is another machine, and wants no password. Give it one.");
              }
            });
  }

  private void database() {
    for (String setting : List.of("SPARKLE_JDBC_URL", "SPARKLE_DATABASE_URL")) {
      values
          .text(setting)
          .map(url -> url.replaceFirst("^jdbc:", ""))
          .filter(url -> !isHere(url) && !url.matches(".*[?&]sslmode=verify-(ca|full).*"))
          .ifPresent(
              url ->
                  warn(
                      setting,
                      "PostgreSQL is another machine, and its certificate is not checked. Add"
                          + " sslmode=verify-full."));
    }
  }

  private static boolean isHere(String url) {
    try {
      String host = URI.create(url).getHost();
      return host != null && HERE.contains(host);
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
  }

  private void protection() {
    for (String mode :
        List.of(
            "sparkle.safety.input.mode",
            "sparkle.safety.output.mode",
            "sparkle.guardian.concern.mode")) {
      values
          .text(mode)
          .filter(value -> !value.equals("enforce"))
          .ifPresent(
              value -> warn(mode, "It is " + value + ": nothing is refused. Set it to enforce."));
    }
    boolean bought = MODELS.stream().anyMatch(m -> !isHereOrNone(m + "base-url"));
    for (String payer : List.of("", "guests.", "installation.")) {
      for (String limit : List.of("requests-per-minute", "tokens-per-day")) {
        if (is("sparkle.quota." + payer + limit, "0")) {
          warn("sparkle.quota." + payer + limit, "There is no limit. Set one.");
        }
      }
    }
    if (bought && is("sparkle.quota.installation.micros-per-month", "0")) {
      warn("sparkle.quota.installation.micros-per-month", "Money has no limit. Set one.");
    }
    if (bought && values.text("sparkle.quota.prices").isEmpty()) {
      warn("sparkle.quota.prices", "Without prices money limits nothing. Give the models' prices.");
    }
  }

  private boolean isHereOrNone(String setting) {
    return values.text(setting).map(UnsafeSettings::isHere).orElse(true);
  }

  private void operation() {
    Predicate<String> on = setting -> is(setting, "true");
    if (on.test("sparkle.tasks.drills")) {
      warn("sparkle.tasks.drills", "The drills' tasks can be told to fail and to eat memory. Off.");
    }
    if (is("SPARKLE_ENV", "development")) {
      warn("SPARKLE_ENV", "It runs as development. Start it with: ./sparkle up --env production");
    }
    boolean traced = values.text("otel.traces.exporter").filter(e -> !e.equals("none")).isPresent();
    String sampler = values.text("otel.traces.sampler").orElse("parentbased_always_on");
    if (traced && sampler.endsWith("always_on")) {
      warn(
          "otel.traces.sampler",
          "Every request is traced and sent. Set OTEL_TRACES_SAMPLER=parentbased_traceidratio and"
              + " OTEL_TRACES_SAMPLER_ARG=0.1.");
    }
  }
}
