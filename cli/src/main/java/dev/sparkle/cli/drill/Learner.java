package dev.sparkle.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.client.ApiProblem;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.ProtocolException;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.ServerUnreachable;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.drill.Happening.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A learner who asks, reads to the end, and asks again. When the socket is lost he opens another,
 * at the next node, and goes on where he was: the same question under the same id, the same answer
 * behind the last event. What cannot be told again he reads over REST.
 */
final class Learner {

  private static final Duration STEP = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration AFTER_TROUBLE = Duration.ofMillis(300);

  private final History history;
  private final List<SparkleClient> nodes;
  private final BooleanSupplier over;
  private final Manner manner;
  private int node;
  private int answersHere;
  private ChatConnection socket;
  private String answer = "";
  private String conversation = "";
  private long seen;
  private boolean spoke;

  /**
   * A learner.
   *
   * @param nodes one client a node, all of the same account
   * @param over once true, he asks nothing more
   */
  Learner(History history, List<SparkleClient> nodes, int first, BooleanSupplier over) {
    this(history, nodes, first, over, Manner.EAGER);
  }

  /** A learner who takes his time, and a fresh socket now and then. */
  Learner(
      History history, List<SparkleClient> nodes, int first, BooleanSupplier over, Manner manner) {
    this.manner = manner;
    this.history = history;
    this.nodes = List.copyOf(nodes);
    this.node = first % nodes.size();
    this.over = over;
  }

  /** Until it is over, and the last answer has ended. */
  void run() {
    while (!over.getAsBoolean()) {
      ask("Why do plants need light? (" + UUID.randomUUID() + ")");
      if (++answersHere >= manner.answersASocket()) {
        hangUp();
      }
      manner.think(over);
    }
    hangUp();
  }

  private void ask(String text) {
    String id = UUID.randomUUID().toString();
    answer = "";
    conversation = "";
    seen = 0;
    spoke = false;
    history.add(Kind.ASKED, id, "");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      try {
        if (follow(id, text, end)) {
          return;
        }
      } catch (ServerUnreachable | ApiProblem refused) {
        history.add(Kind.REFUSED, id, String.valueOf(refused.getMessage()));
        tryElsewhere();
      } catch (ProtocolException | IllegalStateException lost) {
        history.add(Kind.MOVED, id, String.valueOf(lost.getMessage()));
        tryElsewhere();
      }
      if (answer.isEmpty() && over.getAsBoolean()) {
        return; // nobody took the question, and it is over
      }
    }
  }

  private void tryElsewhere() {
    hangUp();
    node = (node + 1) % nodes.size();
    LockSupport.parkNanos(AFTER_TROUBLE.toNanos());
  }

  /** Reads events of one socket; true: the question has its end. */
  private boolean follow(String id, String text, long end) {
    if (socket == null) {
      socket = nodes.get(node).connect();
      if (answer.isEmpty()) {
        socket.send(new Question(text), id);
      } else {
        socket.resume(answer, seen);
      }
    } else {
      socket.send(new Question(text), id);
    }
    while (System.nanoTime() < end) {
      ChatEvent event = socket.next(STEP).orElse(null);
      if (event instanceof ChatEvent.Closed closed) {
        throw new IllegalStateException("closed: " + closed);
      }
      if (event instanceof ChatEvent.BadFrame bad) {
        LockSupport.parkNanos(AFTER_TROUBLE.toNanos());
        throw new IllegalStateException("refused: " + bad);
      }
      if (event instanceof ChatEvent.Resumed resumed && !resumed.recovered()) {
        return read();
      }
      if (event instanceof ChatEvent.OfGeneration of && take(id, of)) {
        return true;
      }
    }
    return false;
  }

  private boolean take(String id, ChatEvent.OfGeneration event) {
    if (event instanceof ChatEvent.Accepted accepted) {
      answer = accepted.at().generationId();
      conversation = accepted.at().conversationId();
      history.add(Kind.ACCEPTED, id, answer);
    }
    listen(event);
    if (event instanceof ChatEvent.Delta && !spoke) {
      spoke = true;
      history.add(Kind.WORDS, answer, "");
    }
    if (event instanceof ChatEvent.Terminal terminal
        && terminal.at().generationId().equals(answer)) {
      history.add(Kind.ANSWERED, answer, outcome(terminal));
      return true;
    }
    return false;
  }

  /** Each event comes once and in order, over however many sockets. */
  private void listen(ChatEvent.OfGeneration event) {
    long seq = event.at().seq();
    if (event.at().generationId().equals(answer)) {
      if (seq != seen + 1) {
        history.add(Kind.GAP, answer, "event " + seq + " came after " + seen);
      }
      seen = Math.max(seen, seq);
    }
  }

  private static String outcome(ChatEvent.Terminal end) {
    return end.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** The answer as it is kept; false while it has no end. */
  private boolean read() {
    JsonNode items =
        nodes
            .get(node)
            .call("GET", "conversations/" + conversation + "/messages", null)
            .path("items");
    for (JsonNode item : items) {
      String outcome = item.path("outcome").asText("");
      if (item.path("role").asText().equals("tutor") && !outcome.isEmpty()) {
        history.add(Kind.REREAD, answer, "");
        history.add(Kind.ANSWERED, answer, outcome);
        return true;
      }
    }
    throw new IllegalStateException("it has not ended yet");
  }

  private void hangUp() {
    answersHere = 0;
    if (socket != null) {
      socket.drop();
      socket = null;
    }
  }
}
