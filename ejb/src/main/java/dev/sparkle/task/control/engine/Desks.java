package dev.sparkle.task.control.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A desk for each queue that this worker works on. */
final class Desks {

  private final Map<String, Desk> desks = new LinkedHashMap<>();

  /**
   * Desks as configured.
   *
   * @param queues attempts at a time, by queue
   * @param batch most tasks on hand of each
   */
  Desks(Map<String, Integer> queues, int batch) {
    queues.forEach((queue, most) -> desks.put(queue, new Desk(queue, most, batch)));
  }

  Collection<Desk> all() {
    return desks.values();
  }

  List<Places> places() {
    List<Places> places = new ArrayList<>();
    desks.values().forEach(desk -> desk.places().ifPresent(places::add));
    return places;
  }

  /** Takes claimed tasks in. */
  void add(List<Claimed> claimed) {
    claimed.forEach(task -> desks.get(task.queue()).add(task));
  }

  /** Starts the runners that are needed. */
  void needed(Consumer<Desk> start) {
    for (Desk desk : desks.values()) {
      for (int more = desk.needed(); more > 0; more--) {
        start.accept(desk);
      }
    }
  }

  /** Takes away everything that waits for a thread. */
  List<Claimed> clear() {
    List<Claimed> tasks = new ArrayList<>();
    desks.values().forEach(desk -> tasks.addAll(desk.clear()));
    return tasks;
  }
}
