package dev.sparkle.operations.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.operations.control.ConfigurationReport.Given;
import dev.sparkle.operations.entity.SettingInForce;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationReportTest {

  private final Map<String, Given> sources = new HashMap<>();

  private List<SettingInForce> settings() {
    return new ConfigurationReport(
            List.copyOf(sources.keySet()),
            name -> sources.getOrDefault(name, new Given(null, null)))
        .settings();
  }

  private SettingInForce setting(String name) {
    return settings().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("not told: " + name));
  }

  @ParameterizedTest
  @CsvSource({
    "sparkle.llm.api-key, sk-live-1234, ••••••",
    "SPARKLE_DB_PASSWORD, hunter2, ••••••",
    "sparkle.guardian.webhook-secret, abcdefghijklmnop, ••••••",
    "sparkle.oidc.keycloak.client-secret, s3cret, ••••••",
    "OTEL_EXPORTER_OTLP_HEADERS, authorization=Basic x, ••••••",
    "sparkle.redis.url, redis://:pa@ss@10.0.0.7:6379/0, redis://••••••@10.0.0.7:6379/0",
    "SPARKLE_JDBC_URL, jdbc:postgresql://h/d?user=u&password=p&ssl=on,"
        + " jdbc:postgresql://h/d?user=u&password=••••••&ssl=on",
    "sparkle.llm.max-output-tokens, 1024, 1024",
    "sparkle.quota.tokens-per-day, 400000, 400000",
    "sparkle.keys.dir, /srv/keys, /srv/keys",
    "sparkle.llm.base-url, https://gpu.local/v1, https://gpu.local/v1",
  })
  void showsNoSecret(String name, String value, String shown) {
    assertEquals(shown, ConfigurationReport.masked(name, value));
  }

  @Test
  void tellsWhereAValueIsFromAndWhyItsDefaultIsWhatItIs() {
    sources.put("sparkle.llm.retries", new Given("5", "EnvConfigSource"));
    sources.put(
        "sparkle.chat.coalesce-ms",
        new Given("25", "PropertiesConfigSource[META-INF/microprofile-config.properties]"));

    SettingInForce given = setting("sparkle.llm.retries");
    assertEquals("5", given.value());
    assertEquals("2", given.shipped());
    assertEquals("environment", given.source());
    assertTrue(given.given());
    SettingInForce usual = setting("sparkle.chat.coalesce-ms");
    assertEquals("default", usual.source());
    assertFalse(usual.given());
    assertTrue(usual.reason().contains("phone's radio"), usual.reason());
    assertNull(setting("sparkle.llm.model").reason());
  }

  @Test
  void tellsEverySettingThatIsShippedAndAVariableOnce() {
    sources.put("SPARKLE_LLM_MODEL", new Given("qwen3", "EnvConfigSource"));
    sources.put("SPARKLE_ADMIN_CENTER", new Given("on", "EnvConfigSource"));
    sources.put("sparkle.admin.center", new Given("on", "EnvConfigSource"));
    sources.put("PATH", new Given("/bin", "EnvConfigSource"));

    List<String> names = settings().stream().map(SettingInForce::name).toList();
    assertTrue(names.size() > 120, names.toString());
    assertEquals(names.stream().distinct().count(), names.size());
    assertTrue(names.contains("SPARKLE_ADMIN_CENTER"));
    assertFalse(names.contains("sparkle.admin.center"));
    assertFalse(names.contains("SPARKLE_LLM_MODEL"), "it is told as sparkle.llm.model");
    assertFalse(names.contains("PATH"));
  }

  @Test
  void showsOfAWebhookOnlyWhere() {
    assertEquals(
        "https://hooks.example.org/••••••",
        ConfigurationReport.masked(
            "sparkle.guardian.webhook-url", "https://hooks.example.org/services/T0/B1/key"));
    assertEquals(
        "https://••••••@hooks.example.org/••••••",
        ConfigurationReport.masked(
            "SPARKLE_ALERT_WEBHOOK_URL", "https://me:pw@hooks.example.org/x"));
    assertEquals("", ConfigurationReport.masked("sparkle.guardian.webhook-url", ""));
  }
}
