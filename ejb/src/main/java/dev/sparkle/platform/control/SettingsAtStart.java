package dev.sparkle.platform.control;

import dev.sparkle.platform.control.setting.DeclaredSettings;
import dev.sparkle.platform.control.setting.SettingCheck;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;

/**
 * Holds all settings against their table before anything is made of them: Fault Tolerance and
 * {@code @ConfigProperty} would otherwise be first to stumble over a wrong value, and say so in
 * words of their own.
 */
public class SettingsAtStart implements Extension {

  /**
   * The application does not start with a value that is wrong.
   *
   * @throws IllegalArgumentException with a sentence for each
   */
  void check(@Observes BeforeBeanDiscovery first) {
    SettingCheck.require(DeclaredSettings.shipped(), ConfiguredValues.here());
  }
}
