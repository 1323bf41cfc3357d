package dev.sparkle.platform.control;

import dev.sparkle.platform.control.setting.DeclaredSettings;
import dev.sparkle.platform.control.setting.SettingCheck;
import dev.sparkle.platform.control.setting.SettingValues;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Holds the settings in force. Reading is a single volatile read. What operators have changed while
 * the nodes run lies over what is configured; each change makes another picture of all.
 */
@ApplicationScoped
public class CurrentSettings {

  private final AtomicReference<Settings> current = new AtomicReference<>();
  private final SettingValues configured;

  /**
   * Settings as configured: environment, files with secrets, system properties, then the shipped
   * defaults.
   *
   * @throws IllegalArgumentException with a sentence for each value that is wrong: the application
   *     does not start with it
   */
  public CurrentSettings() {
    configured = ConfiguredValues.here();
    SettingCheck.require(DeclaredSettings.shipped(), configured);
    current.set(SettingsReading.of(configured));
  }

  /** Settings as given, for code without a container. */
  public CurrentSettings(Settings settings) {
    configured = new SettingValues(name -> Optional.empty());
    current.set(Objects.requireNonNull(settings, "settings"));
  }

  /** The settings in force now. */
  public Settings get() {
    return current.get();
  }

  /** What is configured, without what operators have changed since. */
  public SettingValues configured() {
    return configured;
  }

  /** Puts other settings in force; work that already read the old ones ends with the old ones. */
  public void replace(Settings settings) {
    current.set(Objects.requireNonNull(settings, "settings"));
  }
}
