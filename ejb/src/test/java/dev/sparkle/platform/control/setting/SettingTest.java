package dev.sparkle.platform.control.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingTest {

  private static Optional<String> problem(String name, String value) {
    return DeclaredSettings.shipped().find(name).orElseThrow().problem(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sparkle.llm.retries                       | 0
          sparkle.llm.retries                       | 10
          sparkle.safety.input.threshold            | 0.5
          sparkle.safety.input.threshold            | 1
          sparkle.identity.registration             | false
          sparkle.safety.input.mode                 | shadow
          sparkle.roles                             | worker, web
          sparkle.llm.base-url                      | https://gpu.example.org/v1
          sparkle.llm.base-url                      | ''
          sparkle.llm.name                          | gpu-2
          sparkle.jobs.purge-cron                   | 40 3 * * 1-5
          sparkle.quota.zone                        | Asia/Shanghai
          sparkle.tasks.queues                      | default=8, ingest=0
          sparkle.guardian.webhook-secret           | 0123456789abcdef
          sparkle.redis.url                         | rediss://:p@redis.example.org:6379/0
          """)
  void takesWhatIsAllowed(String name, String value) {
    assertEquals(Optional.empty(), problem(name, value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sparkle.llm.retries                       | 11
          sparkle.llm.retries                       | -1
          sparkle.llm.retries                       | 2.0
          sparkle.llm.retries                       | ''
          sparkle.llm.max-output-tokens             | 99999999999999999999
          sparkle.safety.input.threshold            | 1.01
          sparkle.safety.input.threshold            | NaN
          sparkle.safety.input.threshold            | 1e-1
          sparkle.identity.registration             | yes
          sparkle.safety.input.mode                 | Enforce!
          sparkle.roles                             | web,janitor
          sparkle.llm.base-url                      | gpu.example.org/v1
          sparkle.llm.base-url                      | ftp://gpu.example.org
          sparkle.llm.name                          | all
          sparkle.jobs.purge-cron                   | 40 3 * *
          sparkle.quota.zone                        | Atlantis
          sparkle.tasks.queues                      | default
          sparkle.tasks.queues                      | default=1001
          sparkle.guardian.webhook-secret           | short
          sparkle.redis.url                         | http://redis
          """)
  void refusesWhatIsNot(String name, String value) {
    assertTrue(problem(name, value).isPresent());
  }

  @Test
  void saysNameValueAndWhatIsAllowedInOneSentence() {
    assertEquals(
        "sparkle.llm.retries is \"many\"; it must be a whole number from 0 to 10.",
        problem("sparkle.llm.retries", "many").orElseThrow());
    assertEquals(
        "sparkle.roles is empty; it must be one or more of web, worker, with commas.",
        problem("sparkle.roles", " ").orElseThrow());
  }

  @Test
  void saysNoSecret() {
    String sentence = problem("sparkle.guardian.webhook-secret", "hunter2").orElseThrow();
    assertFalse(sentence.contains("hunter2"), sentence);
    String address = problem("sparkle.redis.url", "http://:hunter2@redis").orElseThrow();
    assertFalse(address.contains("hunter2"), address);
  }
}
