package dev.sparkle.platform.control.setting;

import dev.sparkle.platform.control.setting.UnsafeSettings.Warning;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is looked at for what is unsafe, and what was found. */
final class Findings {

  /** This machine, by name or address. */
  static final Set<String> HERE = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

  /** How the models' settings begin. */
  static final List<String> MODELS = List.of("sparkle.llm.", "sparkle.llm.2.", "sparkle.llm.3.");

  private final SettingValues values;
  private final List<Warning> warnings = new ArrayList<>();

  Findings(SettingValues values) {
    this.values = values;
  }

  SettingValues values() {
    return values;
  }

  void warn(String setting, String sentence) {
    warnings.add(new Warning(setting, sentence));
  }

  List<Warning> all() {
    return List.copyOf(warnings);
  }

  boolean is(String setting, String value) {
    return values.text(setting).filter(value::equals).isPresent();
  }

  /** Whether a setting has that value, or is not there in this version. */
  boolean is(String setting, String value, boolean otherwise) {
    return values.find(setting).map(given -> given.value().equals(value)).orElse(otherwise);
  }

  /** Whether an address leads to this machine. */
  static boolean isHere(String url) {
    try {
      String host = URI.create(url).getHost();
      return host != null && HERE.contains(host);
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
  }
}
