package dev.sparkle.platform.control.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.platform.control.Settings;
import dev.sparkle.platform.control.SettingsReading;
import dev.sparkle.platform.control.setting.LiveChanges.Fine;
import dev.sparkle.platform.control.setting.LiveChanges.Judged;
import dev.sparkle.platform.control.setting.LiveChanges.Refused;
import dev.sparkle.platform.control.setting.SettingValues.Given;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveChangesTest {

  private static final String RETRIEVED = "sparkle.retrieval.passages";

  private final Map<String, String> shipped = ShippedDefaults.read().values();
  private final SettingValues configured =
      new SettingValues(
          name -> Optional.ofNullable(shipped.get(name)).map(v -> new Given(v, Source.DEFAULT)));
  private final LiveChanges changes = new LiveChanges(DeclaredSettings.shipped(), configured);

  private Judged judge(Map<String, String> inForce, Map<String, Optional<String>> wanted) {
    return changes.judge(inForce, wanted, SettingsReading::of);
  }

  @Test
  void putsTheNewValueOverWhatIsConfigured() {
    Fine fine =
        assertInstanceOf(
            Fine.class,
            judge(
                Map.of("sparkle.chat.coalesce-ms", "50"),
                Map.of("SPARKLE_RETRIEVAL_PASSAGES", Optional.of(" 3 "))));

    assertEquals(Map.of(RETRIEVED, "3", "sparkle.chat.coalesce-ms", "50"), fine.after());
    assertEquals(Map.of(RETRIEVED, Optional.of("3")), fine.items());
    Settings now = SettingsReading.of(configured.under(fine.after(), Source.LIVE));
    assertEquals(3, now.retrieval().passages());
    assertEquals(50, now.chat().coalesce().toMillis());
  }

  @Test
  void takesOneBack() {
    Fine fine =
        assertInstanceOf(
            Fine.class, judge(Map.of(RETRIEVED, "3"), Map.of(RETRIEVED, Optional.empty())));
    assertEquals(Map.of(), fine.after());
  }

  @Test
  void whatFollowsAnotherSettingFollowsItsLiveValue() {
    Map<String, String> live = new HashMap<>(Map.of("sparkle.llm.gap-timeout-ms", "777"));
    SettingValues values = configured.under(live, Source.LIVE);
    assertEquals(777, values.number("sparkle.llm.2.gap-timeout-ms"));
    assertEquals(Source.DEFAULT, values.find("sparkle.llm.2.gap-timeout-ms").get().source());
    assertEquals(Source.LIVE, values.find("sparkle.llm.gap-timeout-ms").get().source());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sparkle.llm.modell              | x     | setting_unknown     | There is no setting sparkle.llm.modell.
          sparkle.tasks.lease-ms          | 2000  | setting_not_live    | SPARKLE_TASKS_LEASE_MS in the environment
          sparkle.tasks.queues            | a=1   | setting_not_live    | ./sparkle tasks concurrency
          sparkle.llm.api-key             | sk-x  | setting_not_live    | is a secret
          sparkle.llm.base-url            | http://elsewhere/v1 | setting_not_live | needs a restart
          sparkle.retrieval.passages      | 51    | bad_setting         | a whole number from 1 to 50
          sparkle.retrieval.passages      | ''    | bad_setting         | is empty
          sparkle.guardian.contact        | ${SPARKLE_DB_PASSWORD} | bad_setting  | without ${…}
          sparkle.llm.total-timeout-ms    | 200   | bad_setting         | sparkle.llm.retry-delay-ms
          """)
  void refusesAndSaysWhy(String name, String value, String code, String words) {
    Refused no = assertInstanceOf(Refused.class, judge(Map.of(), Map.of(name, Optional.of(value))));
    assertEquals(code, no.code(), no.sentence());
    assertTrue(no.sentence().contains(words), no.sentence());
  }

  @Test
  void letsNoUploadBeLargerThanTheServerTakes() {
    LiveChanges bounded =
        new LiveChanges(
            DeclaredSettings.shipped(),
            configured.under(Map.of("SPARKLE_HTTP_MESSAGE_BYTES", "67108864"), Source.SERVER));
    long most = 67_108_864 - 65_536;
    for (long wanted : new long[] {most, most + 1}) {
      Judged judged =
          bounded.judge(
              Map.of(),
              Map.of("sparkle.ingest.max-bytes", Optional.of(Long.toString(wanted))),
              SettingsReading::of);
      if (wanted == most) {
        assertInstanceOf(Fine.class, judged);
      } else {
        Refused no = assertInstanceOf(Refused.class, judged);
        assertTrue(no.sentence().contains("SPARKLE_HTTP_MESSAGE_BYTES"), no.sentence());
      }
    }
  }

  @Test
  void doesAllOrNothing() {
    Judged judged =
        judge(
            Map.of(),
            Map.of(
                RETRIEVED, Optional.of("3"), "sparkle.chat.history-tokens", Optional.of("a lot")));
    assertInstanceOf(Refused.class, judged);
  }

  @Test
  void hasNothingToTakeBackOfWhatIsAsConfigured() {
    Refused no =
        assertInstanceOf(Refused.class, judge(Map.of(), Map.of(RETRIEVED, Optional.empty())));
    assertEquals("setting_not_changed", no.code());
  }

  @Test
  void leavesOutStoredValuesThatThisVersionCannotUse() {
    assertEquals(
        Map.of(RETRIEVED, "3"),
        changes.usable(
            Map.of(
                RETRIEVED,
                "3",
                "sparkle.gone",
                "1",
                "sparkle.chat.coalesce-ms",
                "1000000",
                "sparkle.guardian.contact",
                "${sparkle.guardian.contact}${sparkle.guardian.contact}",
                "sparkle.node",
                "node-9")));
  }
}
