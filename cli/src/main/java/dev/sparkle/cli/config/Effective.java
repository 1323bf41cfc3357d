package dev.sparkle.cli.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sparkle.llm.control.Prices;
import dev.sparkle.platform.control.Settings;
import dev.sparkle.platform.control.SettingsReading;
import dev.sparkle.platform.control.setting.DeclaredSettings;
import dev.sparkle.platform.control.setting.Masking;
import dev.sparkle.platform.control.setting.SecretFiles;
import dev.sparkle.platform.control.setting.Setting;
import dev.sparkle.platform.control.setting.Setting.Place;
import dev.sparkle.platform.control.setting.SettingCheck;
import dev.sparkle.platform.control.setting.SettingValues;
import dev.sparkle.platform.control.setting.SettingValues.Given;
import dev.sparkle.platform.control.setting.Source;
import dev.sparkle.platform.control.setting.UnsafeSettings;
import dev.sparkle.safety.control.SafetySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is in force, what is wrong with it, and what is unsafe. Pure, but for reading the files that
 * an environment names for its secrets.
 *
 * @param problems a sentence for each value that is wrong
 * @param warnings what is unsafe in production; none unless that is asked for
 * @param unknown variables that look like settings and are none
 */
record Effective(
    List<Line> items,
    List<String> problems,
    List<UnsafeSettings.Warning> warnings,
    List<String> unknown) {

  /**
   * One setting.
   *
   * @param value secrets are masked
   * @param source in words
   * @param given whether it is no default
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Line(
      String name,
      String variable,
      String value,
      String source,
      boolean given,
      boolean live,
      String allowed) {}

  /**
   * Looks at an environment.
   *
   * @param live what operators have changed while the nodes run, by name
   * @param production whether what is unsafe there is looked for
   */
  static Effective of(Layers layers, Map<String, String> live, boolean production) {
    DeclaredSettings declared = DeclaredSettings.shipped();
    SettingValues values = layers.values().under(live, Source.LIVE);
    List<Line> items = new ArrayList<>();
    SettingCheck.ofNodes(declared, values).forEach(each -> items.add(line(each, values)));
    for (Setting each : declared.of(Place.COMMAND)) {
      if (values.find(each.name()).isPresent()) {
        items.add(line(each, values));
      }
    }
    return new Effective(
        items,
        problems(declared, layers, values),
        production ? UnsafeSettings.in(declared, values) : List.of(),
        unknown(declared, layers));
  }

  private static Line line(Setting setting, SettingValues values) {
    Given given = values.find(setting.name()).orElse(new Given("", Source.DEFAULT));
    return new Line(
        setting.name(),
        setting.variable(),
        Masking.shown(setting.name(), given.value()),
        given.source().words(),
        given.source() != Source.DEFAULT,
        setting.live(),
        setting.allowed());
  }

  private static List<String> problems(
      DeclaredSettings declared, Layers layers, SettingValues values) {
    List<String> problems =
        new ArrayList<>(SecretFiles.of(layers.environment()).problems().values());
    problems.addAll(SettingCheck.problems(declared, values));
    for (Setting each : declared.of(Place.COMMAND)) {
      SettingCheck.problem(each, values).ifPresent(problems::add);
    }
    return problems.isEmpty() ? together(values).stream().toList() : problems;
  }

  /** What only shows when all of them are put together. */
  private static Optional<String> together(SettingValues values) {
    try {
      Settings all = SettingsReading.of(values);
      SafetySettings.check(all);
      Prices.of(all.quota().prices());
      return Optional.empty();
    } catch (IllegalArgumentException apart) {
      return Optional.of(apart.getMessage());
    }
  }

  private static List<String> unknown(DeclaredSettings declared, Layers layers) {
    return layers.environment().keySet().stream()
        .filter(name -> name.matches("SPARKLE_[A-Z0-9_]+"))
        .filter(name -> declared.ofVariable(name).isEmpty())
        .filter(name -> !isAFile(declared, name))
        .sorted()
        .toList();
  }

  private static boolean isAFile(DeclaredSettings declared, String name) {
    return name.endsWith("_FILE")
        && declared.ofVariable(name.replaceFirst("_FILE$", "")).stream()
            .anyMatch(Setting::fromFile);
  }

  /** Whether no value is wrong. */
  boolean valid() {
    return problems.isEmpty();
  }
}
