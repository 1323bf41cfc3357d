package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.client.ApiProblem;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.Session;
import dev.sparkle.cli.client.SignIn;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.services.LibertyNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left, for learners, and budgets, for operators: over REST and the socket, two nodes. */
class BudgetsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LibertyNode one = Lab.node();
  private final LibertyNode two = Lab.secondNode();
  private final Session guest = new SignIn(one.ports().address(), Clock.systemUTC()).guest();
  private final SparkleClient here =
      SparkleClient.withToken(one.ports().address(), guest.accessToken());
  private final SparkleClient there =
      SparkleClient.withToken(two.ports().address(), guest.accessToken());
  private final SparkleClient operator = Lab.operator(one);

  @Test
  void tellsWhatIsLeftOnTheSocketAndTheSameOnTheOtherNode() {
    long before = there.call("GET", "usage", null).at("/remaining/tokens").asLong();

    List<ChatEvent> events = ask(here);

    ChatEvent.Usage used =
        events.stream()
            .filter(ChatEvent.Usage.class::isInstance)
            .map(ChatEvent.Usage.class::cast)
            .findFirst()
            .orElseThrow();
    long tokens = used.inputTokens() + used.outputTokens();
    assertTrue(tokens > 0, used.toString());
    assertEquals(before - tokens, used.remaining().tokens());
    assertTrue(used.remaining().resetsAt().isAfter(Instant.now()), used.toString());
    JsonNode usage =
        Await.until(
            PATIENCE,
            () -> there.call("GET", "usage", null),
            seen -> seen.at("/account/concurrentAnswers/used").asInt() == 0);
    assertEquals(tokens, usage.at("/account/tokensPerDay/used").asLong(), usage.toString());
    assertEquals(before - tokens, usage.at("/remaining/tokens").asLong(), usage.toString());
  }

  @Test
  void anOperatorsBudgetHoldsOnAllNodesUntilItIsTakenBack() {
    String account = "admin/quotas/account:" + guest.account();
    assertInstanceOf(ChatEvent.Done.class, last(ask(there)));

    JsonNode set = operator.call("PUT", account, json(Map.of("tokensPerDay", 1)));

    assertEquals(1, set.path("tokensPerDay").asInt());
    ChatEvent.Blocked refused =
        assertInstanceOf(
            ChatEvent.Blocked.class,
            Await.until(PATIENCE, () -> last(ask(there)), end -> end instanceof ChatEvent.Blocked));
    assertEquals(2, refused.layer());
    assertEquals("tokens_per_day", refused.reason());
    assertTrue(refused.message().matches("(?s).*\\d.*"), "when there is more: " + refused);
    JsonNode read = operator.call("GET", account, null);
    assertTrue(read.at("/use/tokensPerDay/used").asLong() > 1, read.toString());
    assertFalse(read.path("changedBy").asText().isEmpty(), read.toString());

    operator.call("DELETE", account, null);

    Await.until(PATIENCE, () -> last(ask(there)), end -> end instanceof ChatEvent.Done);
    assertEquals(404, refusal(() -> operator.call("DELETE", account, null)).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "1e30", "9223372036854775808", "-9223372036854775809"})
  void refusesSizesThatAreNone(String size) throws Exception {
    JsonNode body = JSON.readTree("{\"tokensPerDay\": " + size + "}");

    ApiProblem refused =
        refusal(() -> operator.call("PUT", "admin/quotas/account:" + guest.account(), body));

    assertEquals(400, refused.status());
    assertEquals("bad_budget", refused.code());
  }

  @Test
  void onlyOperatorsSeeBudgetsAndOnlyThoseThatAre() {
    assertEquals(403, refusal(() -> here.call("GET", "admin/quotas", null)).status());
    assertEquals(
        403,
        refusal(() -> here.call("PUT", "admin/quotas/guests", json(Map.of("tokensPerDay", 0))))
            .status());
    assertEquals(404, refusal(() -> operator.call("GET", "admin/quotas/everyone", null)).status());
    long kinds = 0;
    for (JsonNode item : operator.call("GET", "admin/quotas", null).path("items")) {
      // others may have given somebody a budget of his own
      kinds += item.path("payer").asText().contains(":") ? 0 : 1;
    }
    assertEquals(5, kinds);
  }

  private static ApiProblem refusal(Executable call) {
    return org.junit.jupiter.api.Assertions.assertThrows(ApiProblem.class, call);
  }

  private static JsonNode json(Map<String, ?> fields) {
    return JSON.valueToTree(fields);
  }

  private static List<ChatEvent> ask(SparkleClient client) {
    try (ChatConnection socket = client.connect()) {
      socket.send(new Question("What is osmosis?"));
      return socket.untilEnd(PATIENCE);
    }
  }

  private static ChatEvent last(List<ChatEvent> events) {
    return events.get(events.size() - 1);
  }
}
