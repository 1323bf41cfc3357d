package dev.sparkle.safety.control;

import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import dev.sparkle.safety.control.input.OnnxSequenceClassifier;
import dev.sparkle.safety.entity.InputPolicy.Mode;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.nio.file.Path;

/**
 * Reads the layers' settings when the node starts: a node whose layers cannot work as they are told
 * to does not start, and the log says which setting it is.
 */
@Singleton
@Startup
public class SafetyStart {

  @Inject private CurrentSettings settings;

  @PostConstruct
  void read() {
    Settings current = settings.get();
    Settings.Safety safety = current.safety();
    SafetyBeans.policies(safety, current.chat().maxQuestionCharacters());
    SafetyBeans.outputPolicy(safety);
    SafetyBeans.choice("sparkle.safety.output.mode", safety.outputMode(), Mode.class);
    SafetyBeans.choice(SafetyMonitor.MODE, current.guardian().concernMode(), Mode.class);
    safety.model().ifPresent(folder -> OnnxSequenceClassifier.load(Path.of(folder)).close());
  }
}
