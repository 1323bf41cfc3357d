package dev.sparkle.task.control.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** What the database says of this worker's queues: paused, and how many attempts at a time. */
final class QueueSettings {

  private static final String SQL = "select name, paused, concurrency from task_queue";

  private record Kept(boolean paused, Integer concurrency) {}

  private final Desks desks;
  private final Map<String, Integer> configured;
  private volatile boolean look = true;

  QueueSettings(Desks desks, Map<String, Integer> configured) {
    this.desks = desks;
    this.configured = configured;
  }

  /** They were changed. */
  void lookAgain() {
    look = true;
  }

  /** Reads them if they may have changed. */
  void round(Connection connection) throws SQLException {
    if (!look) {
      return;
    }
    look = false;
    Map<String, Kept> kept = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(SQL);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        kept.put(rows.getString(1), new Kept(rows.getBoolean(2), (Integer) rows.getObject(3)));
      }
    }
    for (Desk desk : desks.all()) {
      Kept of = kept.getOrDefault(desk.queue(), new Kept(false, null));
      int most = of.concurrency == null ? configured.get(desk.queue()) : of.concurrency;
      desk.set(most, of.paused);
    }
  }
}
