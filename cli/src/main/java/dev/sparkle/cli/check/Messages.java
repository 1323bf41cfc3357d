package dev.sparkle.cli.check;

import dev.sparkle.cli.bench.chat.Delays;
import dev.sparkle.cli.bench.chat.Quantiles;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.client.TrialLearner;
import dev.sparkle.cli.drill.Happening.Kind;
import dev.sparkle.cli.drill.Learner;
import dev.sparkle.cli.services.Pause;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * So many questions to a server that serves others, too: by learners who each keep a pace that
 * leaves room in the budgets as shipped (20 a minute for an account, guest or not; 120 for the
 * guests of an address). A server that stops answering ends it some minutes later; what was not
 * asked by then, or by somebody who was not let in, counts as an error.
 */
final class Messages {

  private static final int OF_ONE_LEARNER = 15;
  private static final Duration PACE = Duration.ofMillis(5500);

  /** Beyond the time that they take at their pace; what was begun by then is waited for. */
  private static final Duration GRACE = Duration.ofMinutes(2);

  private static final List<String> QUESTIONS =
      List.of(
          "Why do plants need light?",
          "What is osmosis?",
          "What does a mitochondrion do?",
          "How does water get up into a tree?",
          "Why are leaves green?");

  /**
   * What came of them.
   *
   * @param wanted how many were to be sent
   * @param outcomes of those that were sent, by how the answer ended
   * @param refusal why a learner did not come in; empty: all did
   */
  record Result(
      int wanted,
      double seconds,
      Map<String, Integer> outcomes,
      String refusal,
      Quantiles first,
      Quantiles whole) {

    int sent() {
      return outcomes.values().stream().mapToInt(each -> each).sum();
    }

    double perMinute() {
      return 60 * sent() / seconds;
    }

    double errorPercent() {
      return 100.0 * (wanted - outcomes.getOrDefault("done", 0)) / wanted;
    }
  }

  private final URI server;
  private final Path keys;
  private final Delays first = new Delays();
  private final Delays whole = new Delays();
  private final Map<String, Integer> outcomes = new TreeMap<>();

  /**
   * To a server of this machine.
   *
   * @param keys the folder of its signing keys
   */
  Messages(URI server, Path keys) {
    this.server = server;
    this.keys = keys;
  }

  Result send(int messages) throws InterruptedException {
    long began = System.nanoTime();
    long end = PACE.multipliedBy(OF_ONE_LEARNER).plus(GRACE).toNanos();
    BooleanSupplier over = () -> System.nanoTime() - began > end;
    String refusal = "";
    List<TrialLearner> learners = new ArrayList<>();
    List<Thread> asking = new ArrayList<>();
    try {
      for (int sent = 0; sent < messages; sent += OF_ONE_LEARNER) {
        int mine = Math.min(OF_ONE_LEARNER, messages - sent);
        String refused = Look.orElse(() -> comeIn(learners), words -> words);
        if (refused.isEmpty()) {
          SparkleClient client = learners.get(learners.size() - 1).client();
          Thread learner = new Thread(() -> ask(client, mine, over), "learner-" + asking.size());
          asking.add(learner);
          learner.start();
        } else {
          refusal = refused;
        }
      }
      for (Thread learner : asking) {
        learner.join();
      }
    } finally {
      learners.forEach(TrialLearner::close);
    }
    synchronized (this) {
      return new Result(
          messages,
          (System.nanoTime() - began) / 1e9,
          outcomes,
          refusal,
          Quantiles.of(first),
          Quantiles.of(whole));
    }
  }

  /** One more. */
  private String comeIn(List<TrialLearner> learners) {
    learners.add(TrialLearner.at(server, Optional.of(keys)));
    return "";
  }

  private void ask(SparkleClient client, int messages, BooleanSupplier over) {
    Ear ear = new Ear();
    Learner learner = new Learner(ear, List.of(client), 0, over);
    for (int i = 0; i < messages && !over.getAsBoolean(); i++) {
      long next = System.nanoTime() + PACE.toNanos();
      ear.begin();
      learner.ask(new Question(QUESTIONS.get(i % QUESTIONS.size())));
      ear.end();
      long left = next - System.nanoTime();
      if (left > 0 && i + 1 < messages) {
        Pause.of(Duration.ofNanos(left));
      }
    }
    learner.hangUp();
  }

  /** Of one learner. */
  private final class Ear implements Learner.Witness {
    private long askedAt;
    private String outcome = "";

    void begin() {
      askedAt = System.nanoTime();
      outcome = "";
    }

    void end() {
      synchronized (Messages.this) {
        outcomes.merge(outcome.isEmpty() ? "unanswered" : outcome, 1, Integer::sum);
        whole.add((System.nanoTime() - askedAt) / 1000);
      }
    }

    @Override
    public void add(Kind kind, String subject, String about) {
      if (kind == Kind.WORDS) {
        synchronized (Messages.this) {
          first.add((System.nanoTime() - askedAt) / 1000);
        }
      } else if (kind == Kind.ANSWERED) {
        outcome = about;
      }
    }
  }
}
