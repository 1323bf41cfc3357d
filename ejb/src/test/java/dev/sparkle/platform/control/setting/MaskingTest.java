package dev.sparkle.platform.control.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {

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
    assertEquals(shown, Masking.shown(name, value));
  }

  @Test
  void showsOfAWebhookOnlyWhere() {
    assertEquals(
        "https://hooks.example.org/••••••",
        Masking.shown(
            "sparkle.guardian.webhook-url", "https://hooks.example.org/services/T0/B1/key"));
    assertEquals(
        "https://••••••@hooks.example.org/••••••",
        Masking.shown("SPARKLE_ALERT_WEBHOOK_URL", "https://me:pw@hooks.example.org/x"));
    assertEquals("", Masking.shown("sparkle.guardian.webhook-url", ""));
  }
}
