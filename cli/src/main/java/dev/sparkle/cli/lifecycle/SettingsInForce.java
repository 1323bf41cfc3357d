package dev.sparkle.cli.lifecycle;

import java.util.Map;
import java.util.Optional;

/**
 * What the environment of a node says.
 *
 * @param where whose it is, in words
 * @param values by name; what is not there has its default
 */
public record SettingsInForce(String where, Map<String, String> values) {

  /** Of the first node that runs here; or what {@code up} would give it now. */
  public static SettingsInForce of(Home home) {
    for (String name : home.nodeNames()) {
      Optional<Map<String, String>> running =
          NodeRecord.read(home, name).flatMap(record -> record.node(home).environment());
      if (running.isPresent()) {
        return new SettingsInForce(name + ", which runs", running.get());
      }
    }
    return new SettingsInForce(
        "what ./sparkle up would start", KeptSettings.below(home, System.getenv()));
  }
}
