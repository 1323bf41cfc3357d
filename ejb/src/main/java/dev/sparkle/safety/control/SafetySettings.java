package dev.sparkle.safety.control;

import dev.sparkle.platform.control.Settings;
import dev.sparkle.safety.entity.InputPolicy.Mode;

/** What the layers read out of settings that are texts. Pure: the command checks by it, too. */
public final class SafetySettings {

  private SafetySettings() {}

  /**
   * Reads all of it.
   *
   * @throws IllegalArgumentException that names the setting that cannot be used
   */
  public static void check(Settings settings) {
    Settings.Safety safety = settings.safety();
    SafetyBeans.policies(safety, settings.chat().maxQuestionCharacters());
    SafetyBeans.outputPolicy(safety);
    SafetyBeans.choice("sparkle.safety.output.mode", safety.outputMode(), Mode.class);
    SafetyBeans.choice(SafetyMonitor.MODE, settings.guardian().concernMode(), Mode.class);
  }
}
