package dev.sparkle.platform.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/** Reads {@code sparkle.llm.*}: the first model's settings have no number, the others' have one. */
final class ModelSettings {

  /** As many as there are beans with breakers: {@code FirstSlot} and its like. */
  static final int SLOTS = 3;

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

  private ModelSettings() {}

  /**
   * The settings.
   *
   * @throws IllegalArgumentException that names the setting that cannot be used
   */
  static Settings.Llm read(Config config) {
    List<Settings.Model> models = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int slot = 1; slot <= SLOTS; slot++) {
      Optional<Settings.Model> model = model(config, slot);
      model.ifPresent(models::add);
      if (model.isPresent() && !names.add(model.get().name())) {
        throw new IllegalArgumentException(
            prefix(slot) + "name: two models have the name " + model.get().name());
      }
    }
    return new Settings.Llm(
        models,
        CurrentSettings.millis(config, "sparkle.llm.total-timeout-ms"),
        CurrentSettings.number(config, "sparkle.llm.max-output-tokens"),
        CurrentSettings.number(config, "sparkle.llm.streams-per-model"),
        fallbacks(CurrentSettings.text(config, "sparkle.llm.fallback").orElse("")),
        new Settings.AnswerCache(
            CurrentSettings.millis(config, "sparkle.llm.cache.max-age-ms"),
            CurrentSettings.number(config, "sparkle.llm.cache.entries-per-account"),
            config.getValue("sparkle.llm.cache.similarity", Double.class)));
  }

  private static String prefix(int slot) {
    return slot == 1 ? "sparkle.llm." : "sparkle.llm." + slot + ".";
  }

  private static Optional<Settings.Model> model(Config config, int slot) {
    String prefix = prefix(slot);
    String name = config.getValue(prefix + "name", String.class);
    if (!NAME.matcher(name).matches() || name.equals("all")) {
      throw new IllegalArgumentException(
          prefix + "name: up to 32 of a-z, 0-9 and -, and not \"all\": " + name);
    }
    return CurrentSettings.text(config, prefix + "base-url")
        .map(
            url ->
                new Settings.Model(
                    slot,
                    name,
                    url,
                    CurrentSettings.text(config, prefix + "api-key"),
                    config.getValue(prefix + "model", String.class),
                    positive(config, prefix + "connect-timeout-ms"),
                    positive(config, prefix + "first-token-timeout-ms"),
                    positive(config, prefix + "gap-timeout-ms")));
  }

  private static Duration positive(Config config, String name) {
    Duration time = CurrentSettings.millis(config, name);
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(name + ": more than 0 is needed");
    }
    return time;
  }

  static List<Settings.Fallback> fallbacks(String list) {
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .map(ModelSettings::fallback)
        .distinct()
        .toList();
  }

  private static Settings.Fallback fallback(String word) {
    try {
      return Settings.Fallback.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "sparkle.llm.fallback: earlier-answer or material, not " + word, unknown);
    }
  }
}
