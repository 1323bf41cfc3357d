package dev.sparkle.platform.control.setting;

import java.util.List;

/** What protects learners and purses, and is off; what is for trying things out, and is on. */
final class UnsafeProtection {

  private final Findings look;

  UnsafeProtection(Findings look) {
    this.look = look;
  }

  void look() {
    for (String mode :
        List.of(
            "sparkle.safety.input.mode",
            "sparkle.safety.output.mode",
            "sparkle.guardian.concern.mode")) {
      look.values()
          .text(mode)
          .filter(value -> !value.equals("enforce"))
          .ifPresent(
              value ->
                  look.warn(mode, "It is " + value + ": nothing is refused. Set it to enforce."));
    }
    boolean bought = Findings.MODELS.stream().anyMatch(m -> !isHereOrNone(m + "base-url"));
    for (String payer : List.of("", "guests.", "installation.")) {
      for (String limit : List.of("requests-per-minute", "tokens-per-day")) {
        if (look.is("sparkle.quota." + payer + limit, "0")) {
          look.warn("sparkle.quota." + payer + limit, "There is no limit. Set one.");
        }
      }
    }
    if (bought && look.is("sparkle.quota.installation.micros-per-month", "0")) {
      look.warn("sparkle.quota.installation.micros-per-month", "Money has no limit. Set one.");
    }
    if (bought && look.values().text("sparkle.quota.prices").isEmpty()) {
      look.warn(
          "sparkle.quota.prices", "Without prices money limits nothing. Give the models' prices.");
    }
  }

  private boolean isHereOrNone(String setting) {
    return look.values().text(setting).map(Findings::isHere).orElse(true);
  }

  void operation() {
    if (look.is("sparkle.tasks.drills", "true")) {
      look.warn(
          "sparkle.tasks.drills", "The drills' tasks can be told to fail and to eat memory. Off.");
    }
    if (look.is("SPARKLE_ENV", "development")) {
      look.warn(
          "SPARKLE_ENV", "It runs as development. Start it with: ./sparkle up --env production");
    }
    boolean traced =
        look.values().text("otel.traces.exporter").filter(e -> !e.equals("none")).isPresent();
    String sampler = look.values().text("otel.traces.sampler").orElse("parentbased_always_on");
    if (traced && sampler.endsWith("always_on")) {
      look.warn(
          "otel.traces.sampler",
          "Every request is traced and sent. Set OTEL_TRACES_SAMPLER=parentbased_traceidratio and"
              + " OTEL_TRACES_SAMPLER_ARG=0.1.");
    }
  }
}
