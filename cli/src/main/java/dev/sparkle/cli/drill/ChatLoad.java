package dev.sparkle.cli.drill;

import dev.sparkle.cli.client.SignIn;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.services.LibertyNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Learners who ask at once. */
final class ChatLoad implements AutoCloseable {

  private final List<Thread> learners = new ArrayList<>();
  private volatile boolean over;

  /** Signs so many guests in, and lets them ask. */
  ChatLoad(History history, List<LibertyNode> nodes, int number) {
    for (int each = 0; each < number; each++) {
      String token =
          new SignIn(nodes.get(0).ports().address(), Clock.systemUTC()).guest().accessToken();
      List<SparkleClient> clients =
          nodes.stream()
              .map(node -> SparkleClient.withToken(node.ports().address(), token))
              .toList();
      Learner learner = new Learner(history::add, clients, each, () -> over);
      Thread thread = new Thread(learner::run, "learner-" + each);
      thread.setDaemon(true);
      learners.add(thread);
    }
    learners.forEach(Thread::start);
  }

  /** Learners who learn in that manner, each with the clients of an account of his. */
  ChatLoad(History history, List<List<SparkleClient>> accounts, Manner manner) {
    for (List<SparkleClient> clients : accounts) {
      Learner learner = new Learner(history::add, clients, 0, () -> over, manner);
      Thread thread =
          new Thread(
              () -> {
                manner.think(() -> over); // they do not all begin at once
                learner.run();
              },
              "learner-" + learners.size());
      thread.setDaemon(true);
      learners.add(thread);
    }
    learners.forEach(Thread::start);
  }

  /** Nobody asks any more; waits for the last answers. */
  @Override
  public void close() {
    over = true;
    Clients.join(learners);
  }
}
