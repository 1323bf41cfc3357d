package dev.sparkle.chat.control;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Logs that are written behind as far as the test says, and can be out of reach. */
final class PlayedLog implements EventLog {

  private final Map<UUID, ArrayDeque<Entry>> waiting = new HashMap<>();
  private final Map<UUID, List<Entry>> written = new HashMap<>();
  private final List<Begun> begun = new ArrayList<>();
  boolean away;
  boolean broken;
  int rounds;

  void append(UUID generation, Published event) {
    waiting.computeIfAbsent(generation, id -> new ArrayDeque<>()).add(new Entry(event, false));
  }

  /** Writes so many of the events that wait. */
  void write(UUID generation, int events) {
    ArrayDeque<Entry> queue = waiting.getOrDefault(generation, new ArrayDeque<>());
    for (int i = 0; i < events && !queue.isEmpty(); i++) {
      written.computeIfAbsent(generation, id -> new ArrayList<>()).add(queue.poll());
    }
  }

  void writeAll(UUID generation) {
    write(generation, Integer.MAX_VALUE);
  }

  boolean lags(UUID generation) {
    return !waiting.getOrDefault(generation, new ArrayDeque<>()).isEmpty();
  }

  /** The log is given up. */
  void remove(UUID generation) {
    written.remove(generation);
    waiting.remove(generation);
  }

  /** A node's death: what waits is lost. */
  void loseWhatWaits(UUID generation) {
    waiting.remove(generation);
  }

  /** Another node ends the answer. */
  void endByOther(UUID generation) {
    List<Entry> log = written.get(generation);
    long seq = log.get(log.size() - 1).event().seq() + 1;
    log.add(new Entry(new Published(seq, "{\"type\":\"chat.failed\"}", true), true));
  }

  void announce(UUID generation, UUID conversation) {
    begun.add(new Begun(generation, conversation));
  }

  @Override
  public Optional<Map<UUID, List<Entry>>> read(Map<UUID, Long> from) {
    rounds++;
    if (broken) {
      throw new IllegalStateException("not what a log says");
    }
    if (away) {
      return Optional.empty();
    }
    Map<UUID, List<Entry>> found = new HashMap<>();
    from.forEach(
        (id, seq) ->
            found.put(
                id,
                written.getOrDefault(id, List.of()).stream()
                    .filter(entry -> entry.event().seq() >= seq)
                    .toList()));
    return Optional.of(found);
  }

  @Override
  public Optional<News> begunAfter(String place) {
    if (away) {
      return Optional.empty();
    }
    int from = place == null ? begun.size() : Integer.parseInt(place);
    return Optional.of(
        new News(String.valueOf(begun.size()), List.copyOf(begun.subList(from, begun.size()))));
  }
}
