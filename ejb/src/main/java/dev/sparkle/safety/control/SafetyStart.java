package dev.sparkle.safety.control;

import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import dev.sparkle.safety.control.input.OnnxSequenceClassifier;
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
    SafetySettings.check(current);
    safety.model().ifPresent(folder -> OnnxSequenceClassifier.load(Path.of(folder)).close());
  }
}
