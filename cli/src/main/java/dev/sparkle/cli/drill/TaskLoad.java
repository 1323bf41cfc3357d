package dev.sparkle.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.client.ApiProblem;
import dev.sparkle.cli.client.ServerUnreachable;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.drill.Happening.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Clients that ask for tasks, one after another, and record what they are told. Every second one
 * asks by shared commits, the others in a transaction. A client that gets no answer does not know
 * what became of its task, says so, and goes on with another task at the next node.
 */
final class TaskLoad implements AutoCloseable {

  /** At a time: a client with nobody to talk to must not fill the history. */
  private static final Duration AFTER_TROUBLE = Duration.ofMillis(250);

  private final History history;
  private final List<SparkleClient> nodes;
  private final Duration pause;
  private final Consumer<ObjectNode> shape;
  private final List<Thread> clients = new ArrayList<>();
  private volatile boolean over;

  /**
   * A load that does not run yet.
   *
   * @param nodes for the operator
   * @param pause of each client between two tasks
   * @param shape sets what a task does, beside its key
   */
  TaskLoad(History history, List<SparkleClient> nodes, Duration pause, Consumer<ObjectNode> shape) {
    this.history = history;
    this.nodes = List.copyOf(nodes);
    this.pause = pause;
    this.shape = shape;
  }

  /** Begins with so many clients. */
  TaskLoad start(int number) {
    for (int each = 0; each < number; each++) {
      int client = each;
      Thread thread = new Thread(() -> run(client), "tasks-" + each);
      thread.setDaemon(true);
      thread.start();
      clients.add(thread);
    }
    return this;
  }

  private void run(int client) {
    int node = client % nodes.size();
    for (int number = 0; !over; number++) {
      if (!submit(nodes.get(node), "c%d-%d".formatted(client, number), client % 2 == 1)) {
        node = (node + 1) % nodes.size();
        LockSupport.parkNanos(AFTER_TROUBLE.toNanos());
      }
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  private boolean submit(SparkleClient node, String key, boolean shared) {
    ObjectNode task = DrillJson.MAPPER.createObjectNode().put("key", key);
    shape.accept(task);
    return submit(history, node, task, shared);
  }

  /** Asks for one task; false: there was no answer, or a refusal. */
  static boolean submit(History history, SparkleClient node, ObjectNode task, boolean shared) {
    String key = task.path("key").asText();
    ObjectNode body = DrillJson.MAPPER.createObjectNode().put("shared", shared);
    body.putArray("tasks").add(task);
    history.add(Kind.SUBMITTED, key, "");
    try {
      JsonNode ids = node.call("POST", "admin/drill-tasks", body).path("ids");
      history.add(Kind.ACKNOWLEDGED, key, ids.path(0).asText());
      return true;
    } catch (ApiProblem refused) {
      history.add(Kind.UNANSWERED, key, refused.status() + " " + refused.code());
    } catch (ServerUnreachable away) {
      history.add(Kind.UNANSWERED, key, "unreachable");
    }
    return false;
  }

  /** Asks for nothing more, and waits for the last answers. */
  @Override
  public void close() {
    over = true;
    Clients.join(clients);
  }
}
