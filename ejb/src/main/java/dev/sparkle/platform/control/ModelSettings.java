package dev.sparkle.platform.control;

import dev.sparkle.platform.control.setting.SettingValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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
  static Settings.Llm read(SettingValues values) {
    List<Settings.Model> models = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int slot = 1; slot <= SLOTS; slot++) {
      Optional<Settings.Model> model = model(values, slot);
      model.ifPresent(models::add);
      if (model.isPresent() && !names.add(model.get().name())) {
        throw new IllegalArgumentException(
            prefix(slot) + "name: two models have the name " + model.get().name());
      }
    }
    if (values.large("sparkle.llm.retry-delay-ms")
        >= values.large("sparkle.llm.total-timeout-ms")) {
      throw new IllegalArgumentException(
          "sparkle.llm.retry-delay-ms is "
              + values.large("sparkle.llm.retry-delay-ms")
              + "; it must be less than sparkle.llm.total-timeout-ms, "
              + values.large("sparkle.llm.total-timeout-ms")
              + ".");
    }
    return new Settings.Llm(
        models,
        values.millis("sparkle.llm.total-timeout-ms"),
        values.number("sparkle.llm.max-output-tokens"),
        values.number("sparkle.llm.streams-per-model"),
        fallbacks(values.text("sparkle.llm.fallback").orElse("")),
        new Settings.AnswerCache(
            values.millis("sparkle.llm.cache.max-age-ms"),
            values.number("sparkle.llm.cache.entries-per-account"),
            values.fraction("sparkle.llm.cache.similarity")));
  }

  private static String prefix(int slot) {
    return slot == 1 ? "sparkle.llm." : "sparkle.llm." + slot + ".";
  }

  private static Optional<Settings.Model> model(SettingValues values, int slot) {
    String prefix = prefix(slot);
    String name = values.required(prefix + "name");
    if (!NAME.matcher(name).matches() || name.equals("all")) {
      throw new IllegalArgumentException(
          prefix + "name: up to 32 of a-z, 0-9 and -, and not \"all\": " + name);
    }
    return values
        .text(prefix + "base-url")
        .map(
            url ->
                new Settings.Model(
                    slot,
                    name,
                    url,
                    values.text(prefix + "api-key"),
                    values.required(prefix + "model"),
                    positive(values, prefix + "connect-timeout-ms"),
                    positive(values, prefix + "first-token-timeout-ms"),
                    positive(values, prefix + "gap-timeout-ms")));
  }

  private static Duration positive(SettingValues values, String name) {
    Duration time = values.millis(name);
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
