package dev.sparkle.cli.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sparkle.platform.control.setting.DeclaredSettings;
import dev.sparkle.platform.control.setting.Masking;
import dev.sparkle.platform.control.setting.Setting;
import dev.sparkle.platform.control.setting.Setting.Place;
import dev.sparkle.platform.control.setting.SettingCheck;
import dev.sparkle.platform.control.setting.SettingValues;
import dev.sparkle.platform.control.setting.SettingValues.Given;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A setting that two environments have differently.
 *
 * @param one null: the setting is not there, or its value is hidden
 * @param other likewise
 * @param hidden whether it is a secret, of which is only told that it differs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Difference(String name, String one, String other, boolean hidden) {

  /** All of them, in the order of the table of settings. */
  static List<Difference> between(SettingValues one, SettingValues other) {
    DeclaredSettings declared = DeclaredSettings.shipped();
    Map<String, Setting> all = new LinkedHashMap<>();
    SettingCheck.ofNodes(declared, one).forEach(each -> all.put(each.name(), each));
    SettingCheck.ofNodes(declared, other).forEach(each -> all.put(each.name(), each));
    declared.of(Place.COMMAND).forEach(each -> all.put(each.name(), each));
    List<Difference> differences = new ArrayList<>();
    for (Setting setting : all.values()) {
      of(setting, one.find(setting.name()), other.find(setting.name())).ifPresent(differences::add);
    }
    return differences;
  }

  private static Optional<Difference> of(
      Setting setting, Optional<Given> one, Optional<Given> other) {
    Optional<String> first = one.map(Given::value);
    Optional<String> second = other.map(Given::value);
    if (first.equals(second)) {
      return Optional.empty();
    }
    String name = setting.name();
    boolean hidden =
        setting.secret()
            || first.filter(v -> Masking.hides(name, v)).isPresent()
            || second.filter(v -> Masking.hides(name, v)).isPresent();
    return Optional.of(
        hidden
            ? new Difference(name, null, null, true)
            : new Difference(name, first.orElse(null), second.orElse(null), false));
  }
}
