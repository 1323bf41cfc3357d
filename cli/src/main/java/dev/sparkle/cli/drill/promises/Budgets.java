package dev.sparkle.cli.drill.promises;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.Session;
import dev.sparkle.cli.client.SignIn;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.services.Pause;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Guests with a small budget for the day ask at once over several sockets until they are refused:
 * none gets more tokens than he has, and each is refused when he has no more.
 */
final class Budgets {

  private static final int GUESTS = 6;
  private static final int SOCKETS = 3;
  private static final int QUESTIONS = 8;
  private static final long TOKENS = 2500;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final URI node;
  private final SparkleClient operator;

  Budgets(URI node, SparkleClient operator) {
    this.node = node;
    this.operator = operator;
  }

  List<Promise> play() throws InterruptedException, ExecutionException {
    long kept = 0;
    long refused = 0;
    String over = "";
    String open = "";
    ExecutorService sockets = Executors.newFixedThreadPool(SOCKETS);
    try {
      for (int each = 0; each < GUESTS; each++) {
        Session guest = new SignIn(node, Clock.systemUTC()).guest();
        String payer = "admin/quotas/account:" + guest.account();
        operator.call(
            "PUT", payer, JsonNodeFactory.instance.objectNode().put("tokensPerDay", TOKENS));
        SparkleClient client = SparkleClient.withToken(node, guest.accessToken());
        List<Future<Boolean>> asking = new ArrayList<>();
        for (int socket = 0; socket < SOCKETS; socket++) {
          asking.add(sockets.submit(() -> askUntilRefused(client)));
        }
        boolean all = true;
        for (Future<Boolean> one : asking) {
          all &= one.get();
        }
        long used = used(payer);
        kept += used <= TOKENS ? 1 : 0;
        refused += all ? 1 : 0;
        over = used <= TOKENS ? over : guest.account() + " used " + used + " of " + TOKENS;
        open = all ? open : guest.account() + " was never refused, with " + used + " used";
      }
    } finally {
      sockets.shutdownNow();
    }
    return List.of(
        new Promise("QUOTA", "budgets that were not overdrawn", kept, GUESTS, over),
        new Promise("QUOTA", "guests refused when they had no more", refused, GUESTS, open));
  }

  private static boolean askUntilRefused(SparkleClient client) {
    try (ChatConnection socket = client.connect()) {
      for (int question = 0; question < QUESTIONS * 3; question++) {
        socket.send(new Question("Why do plants need light, and what do they do with it?"));
        List<ChatEvent> events = socket.untilEnd(PATIENCE);
        if (events.get(events.size() - 1) instanceof ChatEvent.Blocked blocked
            && blocked.layer() == 2
            && blocked.reason().startsWith("tokens")) {
          return true;
        }
      }
      return false;
    }
  }

  /** When all answers have been settled. */
  private long used(String payer) {
    JsonNode use = operator.call("GET", payer, null).path("use");
    for (int look = 0; look < 100 && use.at("/concurrentAnswers/used").asInt() > 0; look++) {
      Pause.of(Duration.ofMillis(100));
      use = operator.call("GET", payer, null).path("use");
    }
    return use.at("/tokensPerDay/used").asLong(Long.MAX_VALUE);
  }
}
