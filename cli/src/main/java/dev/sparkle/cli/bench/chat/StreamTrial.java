package dev.sparkle.cli.bench.chat;

import dev.sparkle.cli.services.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Learners who ask, read at the model's pace and ask again. Each step adds some to those of the
 * step before, spread over the length of an answer, so that questions come evenly from then on.
 */
final class StreamTrial {

  /**
   * What was measured in one step.
   *
   * @param streams learners who read; each has an answer running all the time
   * @param questionsPerSecond that were asked while it was measured
   * @param wordsPerSecond words that tell their time and arrived
   * @param expectedWordsPerSecond that would arrive if no learner ever waited for first words
   * @param first from question to first words
   * @param added from the token that lets a word go to the word's arrival
   * @param heard from the model's saying a word to its arrival
   * @param failures answers that did not end well, by code, since the step began
   * @param slowDropped slow clients that the node dropped, by close code
   * @param idleOpen idle sockets that are still open
   * @param cores that each process kept busy
   */
  record Figures(
      int streams,
      int slow,
      int seconds,
      double questionsPerSecond,
      double wordsPerSecond,
      double expectedWordsPerSecond,
      Quantiles first,
      Quantiles added,
      Quantiles heard,
      Map<String, Integer> failures,
      Map<Integer, Integer> closed,
      Map<Integer, Integer> slowDropped,
      int idleOpen,
      Map<String, Double> cores,
      long nodeThreads,
      double load) {}

  /**
   * The pace.
   *
   * @param tokens of an answer
   * @param tokensPerSecond of one answer
   * @param telling share of the tokens that tell their time
   */
  record Pace(int tokens, double tokensPerSecond, double telling) {
    double answerSeconds() {
      return tokens / tokensPerSecond;
    }
  }

  private static final Duration SETTLE = Duration.ofSeconds(3);

  private final Crowd crowd;
  private final Doorway doorway;
  private final Map<String, Long> processes;
  private final long node;
  private final Pace pace;
  private final Supplier<String> questions;
  private final Tally tally = new Tally();
  private final List<LoadSocket> learners = new ArrayList<>();

  /**
   * @param processes to look at, by name
   * @param node the node's process
   * @param questions frames that ask
   */
  StreamTrial(
      Crowd crowd,
      Doorway doorway,
      Map<String, Long> processes,
      long node,
      Pace pace,
      Supplier<String> questions) {
    this.crowd = crowd;
    this.doorway = doorway;
    this.processes = processes;
    this.node = node;
    this.pace = pace;
    this.questions = questions;
  }

  /**
   * Measures with so many learners at once.
   *
   * @param streams at least those of the step before
   * @param slow further ones who ask once and read nothing
   */
  Figures step(int streams, int slow, int seconds, IdleTrial idle) throws Exception {
    Tally lagging = new Tally();
    List<LoadSocket> slowOnes = doorway.open(slow, 1, ticket -> crowd.openNarrow(ticket, lagging));
    join(streams - learners.size());
    slowOnes.forEach(this::stall);
    Pause.of(SETTLE);
    crowd.quietly(
        () -> {
          tally.forgetTimes();
          tally.failures.clear();
          return null;
        });
    Tally.Counts before = crowd.quietly(tally::counts);
    CpuShares cpu = new CpuShares(processes);
    Pause.of(Duration.ofSeconds(seconds));
    Map<String, Double> cores = cpu.cores();
    double load = ProcessTimes.load();
    Measured measured = crowd.quietly(() -> measured(before));
    slowOnes.forEach(each -> each.read(true));
    Pause.of(SETTLE);
    Map<Integer, Integer> dropped = crowd.quietly(lagging::counts).closed();
    slowOnes.forEach(LoadSocket::close);
    return new Figures(
        streams,
        slow,
        seconds,
        measured.asked() / (double) seconds,
        measured.heard().count() / (double) seconds,
        streams * pace.tokensPerSecond() * pace.telling(),
        measured.first(),
        measured.added(),
        measured.heard(),
        measured.after().failures(),
        measured.after().closed(),
        dropped,
        idle.now().open(),
        cores,
        ProcessTimes.status(node, "Threads"),
        load);
  }

  private record Measured(
      long asked, Quantiles first, Quantiles added, Quantiles heard, Tally.Counts after) {}

  private Measured measured(Tally.Counts before) {
    Tally.Counts after = tally.counts();
    return new Measured(
        after.asked() - before.asked(),
        Quantiles.of(tally.first),
        Quantiles.of(tally.added),
        Quantiles.of(tally.heard),
        after);
  }

  /** All learners go; what they asked is answered all the same. */
  void leave() {
    learners.forEach(LoadSocket::fallSilent);
    learners.forEach(LoadSocket::close);
    learners.clear();
  }

  private void stall(LoadSocket socket) {
    socket.keepAsking(questions);
    socket.fallSilent();
    socket.read(false);
  }

  private void join(int more) throws Exception {
    List<LoadSocket> joining = doorway.open(more, 1, ticket -> crowd.open(ticket, tally));
    long start = System.nanoTime();
    double apart = more == 0 ? 0 : pace.answerSeconds() * 1e9 / more;
    for (int each = 0; each < joining.size(); each++) {
      long wait = start + (long) (each * apart) - System.nanoTime();
      if (wait > 0) {
        Pause.of(Duration.ofNanos(wait));
      }
      joining.get(each).keepAsking(questions);
    }
    learners.addAll(joining);
  }
}
