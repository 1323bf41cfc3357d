package dev.sparkle.cli.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeSettingsTest {

  private static final DatabaseAddress DATABASE =
      new DatabaseAddress("127.0.0.1", 15432, "sparkle", "sparkle", "pw");

  @Test
  void tellsANodeEverythingItNeeds() {
    Map<String, String> variables =
        new NodeSettings(DATABASE, "redis://:x@127.0.0.1:16379/0", Path.of("/k/keys"))
            .variables("node-2", new NodePorts("127.0.0.1", 8080, 8443).ofNode(2));
    assertEquals("8081", variables.get("SPARKLE_HTTP_PORT"));
    assertEquals("8444", variables.get("SPARKLE_HTTPS_PORT"));
    assertEquals("jdbc:postgresql://127.0.0.1:15432/sparkle", variables.get("SPARKLE_JDBC_URL"));
    assertEquals("pw", variables.get("SPARKLE_DB_PASSWORD"));
    assertEquals("file:///k/keys/jwks.json", variables.get("MP_JWT_VERIFY_PUBLICKEY_LOCATION"));
    assertEquals("development", variables.get("SPARKLE_ENV"));
  }

  @Test
  void letsFurtherVariablesWin() {
    assertEquals(
        "9",
        new NodeSettings(
                DATABASE,
                "",
                Path.of("/k"),
                "production",
                Map.of("SPARKLE_DB_POOL", "9", "SPARKLE_ENV", "x"))
            .variables("n", new NodePorts("h", 1, 2))
            .get("SPARKLE_DB_POOL"));
  }

  private static Map<String, String> production(Map<String, String> further) {
    return new NodeSettings(DATABASE, "", Path.of("/k"), "production", further)
        .variables("node-2", new NodePorts("0.0.0.0", 8080, 8443).ofNode(2));
  }

  @Test
  void keepsLibertysOwnApplicationsApartInProduction() {
    Map<String, String> variables = production(Map.of());

    assertEquals("8113", variables.get("SPARKLE_MANAGEMENT_PORT"));
    assertEquals("8476", variables.get("SPARKLE_MANAGEMENT_HTTPS_PORT"));
    assertEquals("6000", variables.get("SPARKLE_HTTP_REQUESTS_PER_MINUTE"));
  }

  @Test
  void givesEachNodeItsOwnPortOfOperators() {
    assertEquals("8081", production(Map.of()).get("SPARKLE_OPERATIONS_PORT"));
    for (String own : List.of("http", "8081")) {
      assertEquals(
          "8081",
          production(Map.of("SPARKLE_OPERATIONS_PORT", own)).get("SPARKLE_OPERATIONS_PORT"));
    }
    assertEquals(
        "8444",
        new NodeSettings(
                DATABASE,
                "",
                Path.of("/k"),
                "development",
                Map.of("SPARKLE_OPERATIONS_PORT", "https"))
            .variables("node-2", new NodePorts("127.0.0.1", 8080, 8443).ofNode(2))
            .get("SPARKLE_OPERATIONS_PORT"));
  }

  @Test
  void letsOperatorsInAtNoDoorOfLearnersInProduction() {
    for (String other : List.of("https", "8444", "0", "9000")) {
      Trouble trouble =
          assertThrows(
              Trouble.class, () -> production(Map.of("SPARKLE_OPERATIONS_PORT", other)), other);
      assertEquals(ExitCode.USAGE, trouble.exitCode());
    }
  }

  @Test
  void leavesDevelopmentAsItWas() {
    Map<String, String> variables =
        new NodeSettings(DATABASE, "", Path.of("/k"))
            .variables("n", new NodePorts("127.0.0.1", 8080, 8443));

    assertFalse(variables.containsKey("SPARKLE_MANAGEMENT_PORT"));
    assertFalse(variables.containsKey("SPARKLE_HTTP_REQUESTS_PER_MINUTE"));
  }

  @Test
  void findsTheReasonInALog() {
    assertEquals(
        "the table is missing",
        NodeLog.reason(
            List.of(
                "[..] E CWWKZ0002E: An exception occurred.",
                "java.lang.IllegalStateException: outer",
                "Caused by: java.sql.SQLException: the table is missing.")));
    assertEquals(
        "CWWKF0001E: A feature definition could not be found for x-1.0",
        NodeLog.reason(
            List.of(
                "[11/23/26] 00000021 Feature E CWWKF0001E: A feature definition could not be found for x-1.0")));
    assertEquals("it said nothing", NodeLog.reason(List.of()));
  }

  @Test
  void readsHealth() {
    Health health =
        Health.read(
            """
                {"status":"DOWN","checks":[{"name":"database","status":"UP","data":{}},{"name":"redis","status":"DOWN","data":{"since":"12:04"}}]}""");
    assertEquals("redis", health.unwell());
    assertFalse(health.up());
    assertEquals(Map.of("since", "12:04"), health.checks().get(1).data());
    assertFalse(Health.read("<html>").reached());
  }
}
