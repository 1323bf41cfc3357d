package dev.sparkle.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectiveTest {

  /** Tests run in their module's folder. */
  private static final Map<String, String> SERVER = ServerDefaults.read(Path.of(".."));

  @TempDir private Path folder;

  private static Effective of(
      Map<String, String> environment,
      Map<String, String> kept,
      Map<String, String> live,
      boolean production) {
    return Effective.of(new Layers(environment, kept, SERVER), live, production);
  }

  private static Effective.Line line(Effective found, String name) {
    return found.items().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("not told: " + name));
  }

  @Test
  void tellsOfEachValueWhereItIsFrom() throws IOException {
    Path key = Files.writeString(folder.resolve("key"), "sk-live-1234567890\n");
    Map<String, String> environment = new HashMap<>();
    environment.put("SPARKLE_LLM_MODEL", "qwen3");
    environment.put("SPARKLE_LLM_API_KEY_FILE", key.toString());
    environment.put("SPARKLE_DB_POOL", "30");
    environment.put("SPARKLE_TASKS_BATCH", "512");

    Effective found =
        of(
            environment,
            Map.of("SPARKLE_TASKS_BATCH", "512", "SPARKLE_DB_POOL", "24"),
            Map.of("sparkle.retrieval.passages", "3"),
            false);

    assertEquals("environment", line(found, "sparkle.llm.model").source());
    assertEquals("environment", line(found, "SPARKLE_DB_POOL").source());
    assertEquals("settings.env", line(found, "sparkle.tasks.batch").source());
    assertEquals("live change", line(found, "sparkle.retrieval.passages").source());
    assertEquals("3", line(found, "sparkle.retrieval.passages").value());
    assertEquals("secrets file", line(found, "sparkle.llm.api-key").source());
    assertEquals("••••••", line(found, "sparkle.llm.api-key").value());
    assertEquals("default", line(found, "SPARKLE_HTTP_PORT").source());
    assertEquals("8080", line(found, "SPARKLE_HTTP_PORT").value());
    assertEquals(List.of(), found.problems());
    assertEquals(List.of(), found.unknown());
    assertTrue(found.items().size() > 130, "every setting: " + found.items().size());
  }

  @Test
  void saysWhatIsWrongAndWhatIsNoSetting() {
    Effective found =
        of(
            Map.of(
                "SPARKLE_LLM_RETRIES", "many",
                "SPARKLE_HTTP_PORT", "80800",
                "SPARKLE_PG_PORT", "x",
                "SPARKLE_LLM_MODLE", "qwen3",
                "SPARKLE_MAIL_PASSWORD_FILE", folder.resolve("none").toString()),
            Map.of(),
            Map.of(),
            false);

    assertEquals(4, found.problems().size(), found.problems().toString());
    assertFalse(found.valid());
    assertEquals(List.of("SPARKLE_LLM_MODLE"), found.unknown());
  }

  @Test
  void saysWhatOnlyShowsWhenAllIsPutTogether() {
    for (Map<String, String> environment :
        List.of(
            Map.of("SPARKLE_SAFETY_COURSES", "{\"a\":{\"threshold\":\"high\"}}"),
            Map.of("SPARKLE_QUOTA_PRICES", "free"),
            Map.of("SPARKLE_SAFETY_OUTPUT_POLICY", "email=shout"),
            Map.of(
                "SPARKLE_LLM_BASE_URL", "http://a/v1",
                "SPARKLE_LLM_2_BASE_URL", "http://b/v1",
                "SPARKLE_LLM_2_NAME", "openai"))) {
      assertEquals(1, of(environment, Map.of(), Map.of(), false).problems().size());
    }
  }

  @Test
  void findsNothingUnsafeWhereNothingIs() {
    Effective found =
        of(
            Map.of(
                "SPARKLE_PUBLIC_URL", "https://learn.example.org",
                "SPARKLE_IDENTITY_REGISTRATION", "false",
                "SPARKLE_IDENTITY_GUESTS", "false",
                "SPARKLE_ENV", "production"),
            Map.of(),
            Map.of(),
            true);
    assertEquals(List.of(), found.warnings());
  }

  @Test
  void namesWhatIsUnsafeInProduction() {
    Map<String, String> environment = new HashMap<>();
    environment.put("SPARKLE_HTTP_HOST", "0.0.0.0");
    environment.put("SPARKLE_DB_PASSWORD", "changeme");
    environment.put("SPARKLE_GUARDIAN_WEBHOOK_SECRET", "aaaaaaaaaaaaaaaaaaaa");
    environment.put("SPARKLE_LLM_BASE_URL", "http://gpu.example.org/v1");
    environment.put("SPARKLE_REDIS_URL", "redis://redis.example.org:6379");
    environment.put("SPARKLE_JDBC_URL", "jdbc:postgresql://db.example.org/sparkle");
    environment.put("SPARKLE_MAIL_HOST", "mail.example.org");
    environment.put("SPARKLE_MAIL_SECURITY", "none");
    environment.put("SPARKLE_OIDC_PROVIDERS", "school");
    environment.put("SPARKLE_OIDC_SCHOOL_ISSUER", "http://id.example.org");
    environment.put("SPARKLE_OIDC_SCHOOL_CLIENT_ID", "sparkle");
    environment.put("SPARKLE_TASKS_DRILLS", "true");
    environment.put("SPARKLE_CHAT_ALLOWED_ORIGINS", "*");
    environment.put("SPARKLE_SAFETY_OUTPUT_MODE", "shadow");
    environment.put("SPARKLE_OPERATIONS_HOST", "0.0.0.0");
    environment.put("SPARKLE_QUOTA_TOKENS_PER_DAY", "0");
    environment.put("OTEL_TRACES_EXPORTER", "otlp");
    environment.put("SPARKLE_ENV", "development");

    List<String> named =
        of(environment, Map.of(), Map.of(), true).warnings().stream()
            .map(each -> each.setting())
            .toList();

    for (String expected :
        List.of(
            "SPARKLE_OPERATIONS_HOST",
            "SPARKLE_DB_PASSWORD",
            "sparkle.guardian.webhook-secret",
            "sparkle.llm.base-url",
            "sparkle.redis.url",
            "SPARKLE_JDBC_URL",
            "sparkle.mail.security",
            "sparkle.oidc.school.issuer",
            "sparkle.tasks.drills",
            "sparkle.chat.allowed-origins",
            "sparkle.safety.output.mode",
            "sparkle.quota.tokens-per-day",
            "sparkle.quota.prices",
            "sparkle.operations.port",
            "SPARKLE_ADMIN_CENTER",
            "sparkle.identity.registration",
            "sparkle.public-url",
            "otel.traces.sampler",
            "SPARKLE_ENV")) {
      assertTrue(named.contains(expected), expected + " is not among " + named);
    }
  }

  @Test
  void warnsWhenOperatorsComeInWhereLearnersDo() {
    Map<String, Boolean> expected =
        Map.of("0", true, "https", true, "8443", true, "http", false, "8080", false);
    for (String port : expected.keySet()) {
      Map<String, String> environment =
          Map.of(
              "SPARKLE_HTTP_HOST", "0.0.0.0",
              "SPARKLE_MANAGEMENT_PORT", "8112",
              "SPARKLE_OPERATIONS_PORT", port);
      assertEquals(
          expected.get(port),
          of(environment, Map.of(), Map.of(), true).warnings().stream()
              .anyMatch(each -> each.setting().equals("sparkle.operations.port")),
          port);
    }
  }

  @Test
  void showsNoSecretAnywhere() throws IOException {
    Map<String, String> environment =
        Map.of(
            "SPARKLE_DB_PASSWORD", "hunter2",
            "SPARKLE_GUARDIAN_WEBHOOK_SECRET", "hunter2",
            "SPARKLE_DATABASE_URL", "postgresql://u:hunter2@h/d",
            "SPARKLE_REDIS_URL", "http://:hunter2@h",
            "SPARKLE_TLS_KEYSTORE_PASSWORD", "hunter2",
            "SPARKLE_ADMIN_CENTER_PASSWORD", "hunter2");
    Effective found = of(environment, Map.of(), Map.of(), true);
    String all = new ObjectMapper().writeValueAsString(found);
    assertFalse(all.contains("hunter2"), all);
    assertFalse(found.warnings().isEmpty());
  }
}
