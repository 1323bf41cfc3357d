package dev.sparkle.cli.bench.chat;

import java.util.Map;
import java.util.TreeMap;

/** What happened to the sockets of one kind. Belongs to the crowd's thread. */
final class Tally {

  /**
   * The counts at a moment.
   *
   * @param open sockets that are open
   * @param closed sockets that were closed, by close code; 1006: without a goodbye
   * @param pings heartbeats of the server
   * @param asked questions
   * @param failures answers that did not end well, and errors, by code
   */
  record Counts(
      int open,
      Map<Integer, Integer> closed,
      long pings,
      long asked,
      long done,
      long frames,
      Map<String, Integer> failures) {}

  int open;
  long pings;
  long asked;
  long done;
  long frames;
  final Map<Integer, Integer> closed = new TreeMap<>();
  final Map<String, Integer> failures = new TreeMap<>();

  /** Since the model said the word. */
  Delays heard = new Delays();

  /** Since the model said the token that let the word go: {@link Hearing}. */
  Delays added = new Delays();

  /** From the question to its first words. */
  Delays first = new Delays();

  void closed(int code) {
    open--;
    closed.merge(code, 1, Integer::sum);
  }

  void failed(String code) {
    failures.merge(code, 1, Integer::sum);
  }

  /** Forgets all times; counts stay. */
  void forgetTimes() {
    heard = new Delays();
    added = new Delays();
    first = new Delays();
  }

  Counts counts() {
    return new Counts(
        open, new TreeMap<>(closed), pings, asked, done, frames, new TreeMap<>(failures));
  }
}
