package dev.sparkle.operations.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.operations.entity.SettingInForce;
import dev.sparkle.platform.control.setting.SettingValues;
import dev.sparkle.platform.control.setting.SettingValues.Given;
import dev.sparkle.platform.control.setting.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigurationReportTest {

  private final Map<String, Given> sources = new HashMap<>();

  private List<SettingInForce> settings() {
    return new ConfigurationReport(
            List.copyOf(sources.keySet()),
            new SettingValues(name -> Optional.ofNullable(sources.get(name))))
        .settings();
  }

  private SettingInForce setting(String name) {
    return settings().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("not told: " + name));
  }

  @Test
  void tellsWhereAValueIsFromAndWhyItsDefaultIsWhatItIs() {
    sources.put("sparkle.llm.retries", new Given("5", Source.ENVIRONMENT));
    sources.put("sparkle.chat.coalesce-ms", new Given("25", Source.DEFAULT));

    SettingInForce given = setting("sparkle.llm.retries");
    assertEquals("5", given.value());
    assertEquals("2", given.shipped());
    assertEquals("environment", given.source());
    assertTrue(given.given());
    assertFalse(given.live(), "Fault Tolerance reads it once");
    assertEquals("a whole number from 0 to 10", given.allowed());
    SettingInForce usual = setting("sparkle.chat.coalesce-ms");
    assertEquals("default", usual.source());
    assertFalse(usual.given());
    assertTrue(usual.live());
    assertTrue(usual.reason().contains("phone's radio"), usual.reason());
    assertNull(setting("sparkle.llm.model").reason());
  }

  @Test
  void tellsEverySettingThatIsShippedAndAVariableOnce() {
    sources.put("SPARKLE_LLM_MODEL", new Given("qwen3", Source.ENVIRONMENT));
    sources.put("SPARKLE_ADMIN_CENTER", new Given("on", Source.ENVIRONMENT));
    sources.put("sparkle.admin.center", new Given("on", Source.ENVIRONMENT));
    sources.put("PATH", new Given("/bin", Source.ENVIRONMENT));

    List<String> names = settings().stream().map(SettingInForce::name).toList();
    assertTrue(names.size() > 120, names.toString());
    assertEquals(names.stream().distinct().count(), names.size());
    assertTrue(names.contains("SPARKLE_ADMIN_CENTER"));
    assertFalse(names.contains("sparkle.admin.center"));
    assertFalse(names.contains("SPARKLE_LLM_MODEL"), "it is told as sparkle.llm.model");
    assertFalse(names.contains("PATH"));
  }
}
