package dev.sparkle.operations.control;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Writes what is below {@code info} into the log as {@code info}, with its own level in front: the
 * log's own handlers would drop it. Stands on a logger that was made to tell more.
 */
final class Louder extends Handler {

  private static final String MARK = "[debug] ";

  Louder() {
    setLevel(Level.ALL);
  }

  @Override
  public void publish(LogRecord said) {
    if (said.getLevel().intValue() >= Level.INFO.intValue() || !isNearestTo(said.getLoggerName())) {
      return;
    }
    LogRecord louder = new LogRecord(Level.INFO, MARK + said.getMessage());
    louder.setLoggerName(said.getLoggerName());
    louder.setParameters(said.getParameters());
    louder.setThrown(said.getThrown());
    louder.setInstant(said.getInstant());
    louder.setSourceClassName(said.getSourceClassName());
    louder.setSourceMethodName(said.getSourceMethodName());
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      handler.publish(louder);
    }
  }

  /** A line passes all handlers on its way up: the first of these writes it. */
  private boolean isNearestTo(String name) {
    Logger logger = name == null ? null : Logger.getLogger(name);
    while (logger != null) {
      for (Handler handler : logger.getHandlers()) {
        if (handler instanceof Louder) {
          return handler == this;
        }
      }
      logger = logger.getParent();
    }
    return false;
  }

  @Override
  public void flush() {
    // nothing waits here
  }

  @Override
  public void close() {
    // nothing is open
  }
}
