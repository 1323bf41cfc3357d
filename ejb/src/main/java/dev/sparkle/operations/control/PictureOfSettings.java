package dev.sparkle.operations.control;

import dev.sparkle.llm.control.Prices;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import dev.sparkle.platform.control.SettingsReading;
import dev.sparkle.platform.control.setting.DeclaredSettings;
import dev.sparkle.platform.control.setting.LiveChanges;
import dev.sparkle.platform.control.setting.SettingCheck;
import dev.sparkle.platform.control.setting.SettingValues;
import dev.sparkle.platform.control.setting.Source;
import dev.sparkle.safety.control.SafetySettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;

/** Makes the picture of all settings with live values over them, and puts it in force. */
@ApplicationScoped
public class PictureOfSettings {

  private static final Logger LOG = System.getLogger(PictureOfSettings.class.getName());

  @Inject private CurrentSettings settings;

  /**
   * All that a picture must pass: the table of settings, and what components read out of texts.
   *
   * @throws IllegalArgumentException that names the setting that cannot be used
   */
  void require(SettingValues values) {
    SettingCheck.require(DeclaredSettings.shipped(), values);
    check(SettingsReading.of(values));
  }

  private static void check(Settings candidate) {
    SafetySettings.check(candidate);
    Prices.of(candidate.quota().prices());
  }

  /**
   * Puts in force what is configured with stored live values over it.
   *
   * @return those that are in force; none if they do not go together
   */
  Map<String, String> put(Map<String, String> stored) {
    Map<String, String> usable =
        new LiveChanges(DeclaredSettings.shipped(), settings.configured()).usable(stored);
    stored.forEach(
        (name, value) -> {
          if (!usable.containsKey(name)) {
            LOG.log(
                Level.WARNING,
                "The live value of {0} cannot be used by this version; what is configured holds.",
                name);
          }
        });
    SettingValues values = settings.configured().under(usable, Source.LIVE);
    try {
      require(values);
      settings.replace(SettingsReading.of(values));
      return usable;
    } catch (IllegalArgumentException apart) {
      LOG.log(
          Level.WARNING,
          "The live settings cannot be used; what is configured holds: {0}",
          apart.getMessage());
      settings.replace(SettingsReading.of(settings.configured()));
      return Map.of();
    }
  }
}
