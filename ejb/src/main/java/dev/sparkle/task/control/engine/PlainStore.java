package dev.sparkle.task.control.engine;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Stores plain tasks in a commit of their own. Those that find a place on this worker start with
 * it; of the others, workers are told.
 */
final class PlainStore {

  /** The statement that stores them, in whatever way its caller comes to a connection. */
  @FunctionalInterface
  interface Insert {
    /**
     * Stores, and commits.
     *
     * @param promised those that are to start here
     * @param news to be told to others with the commit
     * @return false: this worker was found dead, and nothing starts here
     */
    boolean run(Map<UUID, Claimed> promised, List<String> news) throws SQLException;
  }

  private final DirectStart direct;
  private final Bell bell;

  PlainStore(DirectStart direct, Bell bell) {
    this.direct = direct;
    this.bell = bell;
  }

  /**
   * Stores the rows.
   *
   * @return what is to be run now, after the commit: starts them, and tells workers
   */
  Runnable store(List<NewTask> rows, Insert insert) throws SQLException {
    Map<UUID, Claimed> promised = promised(rows);
    List<String> news =
        Messages.of(rows.stream().filter(row -> !promised.containsKey(row.id())).toList());
    boolean carries = !news.isEmpty() && bell.isCalm();
    boolean alive;
    try {
      alive = insert.run(promised, carries ? news : List.of());
    } catch (SQLException | RuntimeException e) {
      promised.values().forEach(direct::unheard);
      throw e;
    }
    if (!alive) {
      promised.values().forEach(direct::release);
      return () -> bell.ring(Messages.of(rows));
    }
    return () -> {
      rows.stream()
          .map(row -> promised.get(row.id()))
          .filter(t -> t != null)
          .forEach(direct::start);
      if (carries) {
        bell.ringHere(news);
      } else {
        bell.ring(news);
      }
    };
  }

  /** One statement stores them for one worker: what is promised by the next one is queued. */
  private Map<UUID, Claimed> promised(List<NewTask> rows) {
    Map<UUID, Claimed> promised = new HashMap<>();
    long worker = 0;
    for (NewTask row : rows) {
      Claimed task = direct.promise(row).orElse(null);
      if (task == null) {
        continue;
      }
      worker = worker == 0 ? task.worker() : worker;
      if (task.worker() == worker) {
        promised.put(row.id(), task);
      } else {
        direct.release(task); // this worker was found dead meanwhile, and has begun anew
      }
    }
    return promised;
  }
}
