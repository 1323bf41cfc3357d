package dev.sparkle.task.control.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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

  /** The desk of a queue; null if this worker does not work on it. */
  Desk find(String queue) {
    return desks.get(queue);
  }

  /** How often each queue was stirred. */
  Map<String, Integer> stirs() {
    Map<String, Integer> stirs = new HashMap<>();
    desks.forEach((queue, desk) -> stirs.put(queue, desk.stirs()));
    return stirs;
  }

  /**
   * What a look at the queues found.
   *
   * @param asked for so much
   * @param stirs before the look
   */
  void looked(List<Places> asked, List<Claimed> claimed, Map<String, Integer> stirs) {
    for (Places each : asked) {
      long found = claimed.stream().filter(task -> task.queue().equals(each.queue())).count();
      desks.get(each.queue()).looked(stirs.get(each.queue()), found < each.free());
    }
  }

  /** Something may have been queued. */
  void stir() {
    desks.values().forEach(Desk::stir);
  }

  /** Starts the runners that are needed. */
  void needed(Consumer<Desk> start) {
    for (Desk desk : desks.values()) {
      if (desk.needsRunner()) {
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
