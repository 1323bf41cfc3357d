package dev.sparkle.cli.check;

import dev.sparkle.cli.bench.chat.Delays;
import dev.sparkle.cli.bench.chat.Quantiles;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.SignIn;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.drill.Happening.Kind;
import dev.sparkle.cli.drill.Learner;
import dev.sparkle.cli.services.Pause;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * So many questions to a server that serves others, too: by guests at a pace that leaves room in
 * the budgets as shipped (20 a minute for an account, 120 for an address).
 */
final class Messages {

  private static final int OF_ONE_GUEST = 15;
  private static final Duration PACE = Duration.ofMillis(5500);

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
   * @param outcomes by how the answer ended
   */
  record Result(
      int sent, double seconds, Map<String, Integer> outcomes, Quantiles first, Quantiles whole) {

    double perMinute() {
      return 60 * sent / seconds;
    }

    double errorPercent() {
      return 100.0 * (sent - outcomes.getOrDefault("done", 0)) / sent;
    }
  }

  private final URI server;
  private final Delays first = new Delays();
  private final Delays whole = new Delays();
  private final Map<String, Integer> outcomes = new TreeMap<>();

  Messages(URI server) {
    this.server = server;
  }

  Result send(int messages) throws InterruptedException {
    long began = System.nanoTime();
    List<Thread> guests = new ArrayList<>();
    for (int sent = 0; sent < messages; sent += OF_ONE_GUEST) {
      int mine = Math.min(OF_ONE_GUEST, messages - sent);
      SignIn door = new SignIn(server, Clock.systemUTC());
      SparkleClient client = door.client(door.guest());
      Thread guest = new Thread(() -> guest(client, mine), "guest-" + guests.size());
      guests.add(guest);
      guest.start();
    }
    for (Thread guest : guests) {
      guest.join();
    }
    synchronized (this) {
      return new Result(
          messages,
          (System.nanoTime() - began) / 1e9,
          outcomes,
          Quantiles.of(first),
          Quantiles.of(whole));
    }
  }

  private void guest(SparkleClient client, int messages) {
    Ear ear = new Ear();
    Learner learner = new Learner(ear, List.of(client), 0, () -> false);
    for (int i = 0; i < messages; i++) {
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

  /** Of one guest. */
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
