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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
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
public final class Learner {

  /** Hears what a learner sees, as he sees it. */
  public interface Witness {
    void add(Kind kind, String subject, String about);
  }

  private static final Duration STEP = Duration.ofMillis(500);

  /** For an answer, from when a server was last out of reach. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Duration MOST_PATIENCE = Duration.ofMinutes(8);
  private static final int STEPS_KEPT = 12;
  private static final Duration AFTER_TROUBLE = Duration.ofMillis(300);

  private final Witness history;
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
  private final Deque<String> steps = new ArrayDeque<>();
  private boolean loseSocket;

  /**
   * A learner.
   *
   * @param nodes one client a node, all of the same account
   * @param over once true, he asks nothing more
   */
  public Learner(Witness history, List<SparkleClient> nodes, int first, BooleanSupplier over) {
    this(history, nodes, first, over, Manner.EAGER);
  }

  /** A learner who takes his time, and a fresh socket now and then. */
  Learner(
      Witness history, List<SparkleClient> nodes, int first, BooleanSupplier over, Manner manner) {
    this.manner = manner;
    this.history = history;
    this.nodes = List.copyOf(nodes);
    this.node = first % nodes.size();
    this.over = over;
  }

  /** Until it is over, and the last answer has ended. */
  void run() {
    while (!over.getAsBoolean()) {
      ask(new Question("Why do plants need light? (" + UUID.randomUUID() + ")"));
      if (++answersHere >= manner.answersASocket()) {
        hangUp();
      }
      manner.think(over);
    }
    hangUp();
  }

  /** His phone changes the network in the middle of the next answer. */
  public void loseSocketOnce() {
    loseSocket = true;
  }

  /** The conversation of his latest question; empty before he was heard. */
  public String conversation() {
    return conversation;
  }

  /** Asks, and returns when the answer has ended, or nobody gave one in {@code PATIENCE}. */
  public void ask(Question question) {
    String id = UUID.randomUUID().toString();
    answer = "";
    conversation = "";
    seen = 0;
    spoke = false;
    steps.clear();
    history.add(Kind.ASKED, id, "");
    long last = System.nanoTime() + MOST_PATIENCE.toNanos();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      try {
        if (follow(id, question, end)) {
          return;
        }
      } catch (ServerUnreachable | ApiProblem refused) {
        step(refused.toString());
        if (refused instanceof ServerUnreachable) {
          // how long a server takes to start is not how long an answer takes to end
          end = Math.min(last, System.nanoTime() + PATIENCE.toNanos());
        }
        history.add(Kind.REFUSED, id, String.valueOf(refused.getMessage()));
        tryElsewhere();
      } catch (ProtocolException | IllegalStateException lost) {
        step(lost.toString());
        history.add(Kind.MOVED, id, String.valueOf(lost.getMessage()));
        tryElsewhere();
      }
      if (answer.isEmpty() && over.getAsBoolean()) {
        return; // nobody took the question, and it is over
      }
    }
    history.add(Kind.GAVE_UP, answer.isEmpty() ? id : answer, String.join(" | ", steps));
    hangUp();
  }

  /** Remembers what was seen, for whoever must find out why an answer has no end. */
  private void step(String seen) {
    steps.removeIf(earlier -> earlier.endsWith(" " + seen)); // of what came again, the last time
    steps.add(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + seen);
    if (steps.size() > STEPS_KEPT) {
      steps.remove();
    }
  }

  private void tryElsewhere() {
    hangUp();
    node = (node + 1) % nodes.size();
    LockSupport.parkNanos(AFTER_TROUBLE.toNanos());
  }

  /** Reads events of one socket; true: the question has its end. */
  private boolean follow(String id, Question question, long end) {
    if (socket == null) {
      step("connects to " + node);
      socket = nodes.get(node).connect();
      step("connected; " + (answer.isEmpty() ? "asks" : "resumes after " + seen));
      if (answer.isEmpty()) {
        socket.send(question, id);
      } else {
        socket.resume(answer, seen);
      }
    } else {
      socket.send(question, id);
    }
    while (System.nanoTime() < end) {
      ChatEvent event = socket.next(STEP).orElse(null);
      if (event != null && !(event instanceof ChatEvent.Delta)) {
        step(event.toString());
      }
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
    if (event instanceof ChatEvent.Delta && loseSocket) {
      loseSocket = false;
      throw new IllegalStateException("the phone changes the network");
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

  /** Drops the socket, if there is one. */
  public void hangUp() {
    answersHere = 0;
    if (socket != null) {
      socket.drop();
      socket = null;
    }
  }
}
