package dev.sparkle.platform.control;

import dev.sparkle.platform.control.setting.DeclaredSettings;
import dev.sparkle.platform.control.setting.SecretFiles;
import dev.sparkle.platform.control.setting.Setting;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Gives the configuration the secrets that lie in files: {@code SPARKLE_LLM_API_KEY_FILE} names
 * one. They are read once, when the node starts; a file that cannot be used keeps it from starting
 * ({@link ConfiguredValues}).
 */
public final class SecretFileSource implements ConfigSource {

  static final String NAME = "sparkle secret files";

  /** Above the environment, which has 300. */
  private static final int ORDINAL = 350;

  private final Map<String, String> byVariable;
  private final Set<String> names;

  /** For the configuration's service loader. */
  public SecretFileSource() {
    byVariable = SecretFiles.of(System.getenv()).values();
    names =
        DeclaredSettings.shipped().all().stream()
            .filter(each -> byVariable.containsKey(each.variable()))
            .map(Setting::name)
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Set<String> getPropertyNames() {
    return names;
  }

  @Override
  public String getValue(String name) {
    return byVariable.isEmpty() ? null : byVariable.get(Setting.variable(name));
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public int getOrdinal() {
    return ORDINAL;
  }
}
