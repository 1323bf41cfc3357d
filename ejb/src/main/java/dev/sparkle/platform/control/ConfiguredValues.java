package dev.sparkle.platform.control;

import dev.sparkle.platform.control.setting.SecretFiles;
import dev.sparkle.platform.control.setting.SettingValues;
import dev.sparkle.platform.control.setting.SettingValues.Given;
import dev.sparkle.platform.control.setting.Source;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;

/** What MicroProfile Config tells this node, each value with its source. */
public final class ConfiguredValues {

  private ConfiguredValues() {}

  /**
   * Those of the running application.
   *
   * @throws IllegalArgumentException if a file that should hold a secret cannot be used
   */
  static SettingValues here() {
    SecretFiles files = SecretFiles.of(System.getenv());
    if (!files.problems().isEmpty()) {
      throw new IllegalArgumentException(String.join(" ", files.problems().values()));
    }
    return of(ConfigProvider.getConfig());
  }

  /** Those of a configuration. */
  public static SettingValues of(Config config) {
    return new SettingValues(
        name -> {
          ConfigValue value = config.getConfigValue(name);
          return Optional.ofNullable(value.getRawValue())
              .map(raw -> new Given(raw, source(value.getSourceName())));
        });
  }

  /** What a source of MicroProfile Config is called here. */
  public static Source source(String name) {
    String lower = name == null ? "" : name.toLowerCase(Locale.ROOT);
    if (lower.equals(SecretFileSource.NAME)) {
      return Source.FILE;
    }
    if (lower.contains("environment") || lower.contains("envconfig")) {
      return Source.ENVIRONMENT;
    }
    if (lower.contains("system properties") || lower.contains("syspropconfig")) {
      return Source.PROPERTY;
    }
    return lower.contains("server.xml") || lower.contains("variable")
        ? Source.SERVER
        : Source.DEFAULT;
  }
}
