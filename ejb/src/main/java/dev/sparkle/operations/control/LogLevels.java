package dev.sparkle.operations.control;

import dev.sparkle.operations.entity.ChangedLevel;
import dev.sparkle.operations.entity.LogLevel;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The log levels that operators change at run time: in force on this node at once, on the others
 * with their next beat, and over restarts until they are taken back.
 *
 * <p>Liberty's log shows nothing below {@code info} unless its configuration names the logger,
 * which production reads once, at start. So lines of loggers that were made to tell more are
 * written as {@code info}, with their own level in front ({@link Louder}).
 */
@ApplicationScoped
public class LogLevels {

  @Inject private LevelRows rows;

  private final LoudLoggers loggers = new LoudLoggers();

  /** What was changed, by name. */
  public List<ChangedLevel> all() throws SQLException {
    return rows.all();
  }

  /** Changes a logger and those below it that have no level of their own. */
  public void set(String logger, LogLevel level, UUID by) throws SQLException {
    rows.put(logger, level, by);
    takeOver();
  }

  /**
   * As configured again.
   *
   * @return whether it was changed
   */
  public boolean reset(String logger) throws SQLException {
    boolean was = rows.remove(logger);
    takeOver();
    return was;
  }

  /** Puts in force here what the database says. */
  void takeOver() throws SQLException {
    Map<String, LogLevel> wanted =
        rows.all().stream().collect(Collectors.toMap(ChangedLevel::logger, ChangedLevel::level));
    loggers.set(wanted);
  }

  @PreDestroy
  void end() {
    loggers.set(Map.of());
  }
}
