package dev.sparkle.operations.control;

import dev.sparkle.operations.entity.SettingInForce;
import dev.sparkle.platform.control.setting.DeclaredSettings;
import dev.sparkle.platform.control.setting.Masking;
import dev.sparkle.platform.control.setting.Setting;
import dev.sparkle.platform.control.setting.Setting.Place;
import dev.sparkle.platform.control.setting.SettingValues;
import dev.sparkle.platform.control.setting.SettingValues.Given;
import dev.sparkle.platform.control.setting.ShippedDefaults;
import dev.sparkle.platform.control.setting.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is in force on this node, and where each value is from. Secrets are masked here, so that
 * nobody further on ever has them.
 */
public final class ConfigurationReport {

  private static final Pattern OURS = Pattern.compile("(SPARKLE|OTEL)_[A-Z0-9_]+");

  private final Iterable<String> names;
  private final SettingValues values;
  private final DeclaredSettings declared = DeclaredSettings.shipped();
  private final ShippedDefaults shipped = ShippedDefaults.read();
  private final Set<String> variables =
      shipped.values().keySet().stream().map(Setting::variable).collect(Collectors.toSet());

  /**
   * The report.
   *
   * @param names of everything that has a value, ours or not
   * @param values of them, live changes included
   */
  public ConfigurationReport(Iterable<String> names, SettingValues values) {
    this.names = names;
    this.values = values;
  }

  /** All settings, in the order in which they are shipped; then further ones, by name. */
  public List<SettingInForce> settings() {
    List<SettingInForce> settings = new ArrayList<>();
    shipped.values().keySet().forEach(name -> settings.add(setting(name)));
    TreeMap<String, String> further = new TreeMap<>();
    for (String name : names) {
      // a variable is there under its own name and as a setting; its own name says where it is from
      String variable = Setting.variable(name);
      if (OURS.matcher(variable).matches() && !variables.contains(variable)) {
        further.merge(variable, name, (one, other) -> one.equals(variable) ? one : other);
      }
    }
    declared.of(Place.SERVER).forEach(each -> further.put(each.name(), each.name()));
    further.values().removeIf(name -> values.find(name).isEmpty());
    further.values().forEach(name -> settings.add(setting(name)));
    return settings;
  }

  private SettingInForce setting(String name) {
    Given given = values.find(name).orElse(new Given("", Source.DEFAULT));
    Optional<Setting> known = declared.find(name);
    String usual = shipped.values().get(name);
    return new SettingInForce(
        name,
        Masking.shown(name, given.value()),
        given.source().words(),
        given.source() != Source.DEFAULT,
        usual == null ? null : Masking.shown(name, usual),
        shipped.reasons().get(name),
        known.filter(Setting::live).isPresent(),
        known.map(Setting::allowed).orElse(null));
  }
}
