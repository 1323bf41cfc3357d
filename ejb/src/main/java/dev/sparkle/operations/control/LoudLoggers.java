package dev.sparkle.operations.control;

import dev.sparkle.operations.entity.LogLevel;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Loggers of this process whose level is another than configured. Liberty gives each logger a level
 * of its own, so that those below a changed one inherit nothing: each of them is set, and those
 * that are made later with the next call.
 */
final class LoudLoggers {

  /** What a logger was before. It is held: loggers that nobody holds are forgotten. */
  private record Before(Logger logger, Level level) {}

  private final Map<String, Before> changed = new HashMap<>();
  private final Map<String, Louder> louder = new HashMap<>();

  /**
   * Sets those that are named and those below them; the nearest name counts. All others get back
   * what they had.
   */
  synchronized void set(Map<String, LogLevel> wanted) {
    wanted.keySet().forEach(name -> louder.computeIfAbsent(name, LoudLoggers::speak));
    Set<String> names =
        new HashSet<>(Collections.list(LogManager.getLogManager().getLoggerNames()));
    names.addAll(wanted.keySet());
    names.addAll(changed.keySet());
    for (String name : names) {
      LogLevel level = nearest(wanted, name);
      if (level != null) {
        Logger logger = changed.computeIfAbsent(name, LoudLoggers::remember).logger();
        if (!level.level().equals(logger.getLevel())) {
          logger.setLevel(level.level());
        }
      } else if (changed.containsKey(name)) {
        Before before = changed.remove(name);
        before.logger().setLevel(before.level());
      }
    }
    louder
        .entrySet()
        .removeIf(
            each -> {
              boolean gone = !wanted.containsKey(each.getKey());
              if (gone) {
                Logger.getLogger(each.getKey()).removeHandler(each.getValue());
              }
              return gone;
            });
  }

  private static Louder speak(String name) {
    Louder made = new Louder();
    Logger.getLogger(name).addHandler(made);
    return made;
  }

  private static Before remember(String name) {
    Logger logger = Logger.getLogger(name);
    return new Before(logger, logger.getLevel());
  }

  private static LogLevel nearest(Map<String, LogLevel> wanted, String logger) {
    for (String name = logger; !name.isEmpty(); name = above(name)) {
      if (wanted.containsKey(name)) {
        return wanted.get(name);
      }
    }
    return null;
  }

  private static String above(String name) {
    return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : "";
  }
}
