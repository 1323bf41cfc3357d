package dev.sparkle.cli.config;

import dev.sparkle.platform.control.setting.SecretFiles;
import dev.sparkle.platform.control.setting.Setting;
import dev.sparkle.platform.control.setting.SettingValues;
import dev.sparkle.platform.control.setting.SettingValues.Given;
import dev.sparkle.platform.control.setting.ShippedDefaults;
import dev.sparkle.platform.control.setting.Source;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where an environment's values come from, the upper layers first: files with secrets, environment,
 * {@code settings.env}, defaults. Live changes go over all of it.
 *
 * @param environment as the node has it, kept settings included
 * @param kept what {@code settings.env} says; a value that the environment repeats is from there
 * @param server defaults of Liberty's variables
 */
record Layers(
    Map<String, String> environment, Map<String, String> kept, Map<String, String> server) {

  SettingValues values() {
    SecretFiles files = SecretFiles.of(environment);
    Map<String, String> defaults = new LinkedHashMap<>(ShippedDefaults.read().values());
    defaults.putAll(server);
    return new SettingValues(
        name -> {
          String variable = Setting.variable(name);
          String given = environment.get(variable);
          if (files.values().containsKey(variable)) {
            return Optional.of(new Given(files.values().get(variable), Source.FILE));
          }
          if (given != null) {
            return Optional.of(
                new Given(
                    given, given.equals(kept.get(variable)) ? Source.KEPT : Source.ENVIRONMENT));
          }
          return Optional.ofNullable(defaults.get(name)).map(v -> new Given(v, Source.DEFAULT));
        });
  }
}
