package dev.sparkle.platform.control.setting;

import java.util.List;

/** What goes to other machines, and how. */
final class UnsafeWires {

  private final Findings look;

  UnsafeWires(Findings look) {
    this.look = look;
  }

  void look() {
    look.values()
        .text("sparkle.public-url")
        .filter(url -> !url.startsWith("https://"))
        .ifPresent(
            url ->
                look.warn(
                    "sparkle.public-url",
                    "Links in letters begin with " + url + "; give the https address."));
    if (look.values().text("sparkle.mail.host").isPresent()) {
      if (look.is("sparkle.mail.security", "none")) {
        look.warn("sparkle.mail.security", "Letters go without TLS. Use starttls or tls.");
      }
      if (look.is("sparkle.mail.from", "sparkle@localhost")) {
        look.warn(
            "sparkle.mail.from", "Letters come from sparkle@localhost. Give an address of yours.");
      }
    }
    look.values()
        .list("sparkle.oidc.providers")
        .forEach(name -> https("sparkle.oidc." + name + ".issuer", "Sign-ins are asked for"));
    Findings.MODELS.forEach(model -> https(model + "base-url", "Questions go"));
    https("sparkle.guardian.webhook-url", "Severe events are told");
    https("SPARKLE_ALERT_WEBHOOK_URL", "Alerts are told");
    redis("sparkle.redis.url");
    database();
  }

  private void https(String setting, String what) {
    look.values()
        .text(setting)
        .filter(url -> url.startsWith("http://") && !Findings.isHere(url))
        .ifPresent(
            url -> look.warn(setting, what + " without TLS, to another machine. Use https."));
  }

  private void redis(String setting) {
    look.values()
        .text(setting)
        .filter(url -> !Findings.isHere(url))
        .ifPresent(
            url -> {
              if (url.startsWith("redis://")) {
                look.warn(
                    setting, "Redis is another machine, and reached without TLS. Use rediss.");
              }
              if (UnsafeSecrets.passwordIn(url).isEmpty()) {
                look.warn(setting, "Redis is another machine, and wants no password. Give it one.");
              }
            });
  }

  private void database() {
    for (String setting : List.of("SPARKLE_JDBC_URL", "SPARKLE_DATABASE_URL")) {
      look.values()
          .text(setting)
          .map(url -> url.replaceFirst("^jdbc:", ""))
          .filter(url -> !Findings.isHere(url) && !url.matches(".*[?&]sslmode=verify-(ca|full).*"))
          .ifPresent(
              url ->
                  look.warn(
                      setting,
                      "PostgreSQL is another machine, and its certificate is not checked. Add"
                          + " sslmode=verify-full."));
    }
  }
}
