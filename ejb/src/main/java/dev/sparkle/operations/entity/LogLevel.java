package dev.sparkle.operations.entity;

import java.util.Locale;
import java.util.logging.Level;

/** How much a logger tells. */
public enum LogLevel {
  OFF(Level.OFF),
  ERROR(Level.SEVERE),
  WARNING(Level.WARNING),
  INFO(Level.INFO),
  DEBUG(Level.FINE),
  TRACE(Level.FINEST);

  private final Level level;

  LogLevel(Level level) {
    this.level = level;
  }

  /** The same for java.util.logging. */
  public Level level() {
    return level;
  }

  /** Its name in the interface, e.g. {@code debug}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The level of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static LogLevel of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
