package dev.sparkle.operations.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sparkle.operations.entity.LogLevel;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoudLoggersTest {

  private final Logger above = Logger.getLogger("test.loud");
  private final Logger inner = Logger.getLogger("test.loud.inner");
  private final Logger other = Logger.getLogger("test.louder");
  private final LoudLoggers loggers = new LoudLoggers();

  /** As Liberty has them: each has a level of its own. */
  @BeforeEach
  void likeLiberty() {
    inner.setLevel(Level.INFO);
    other.setLevel(Level.INFO);
  }

  @AfterEach
  void leave() {
    loggers.set(Map.of());
    inner.setLevel(null);
    other.setLevel(null);
  }

  @Test
  void reachesThoseBelowThatHaveALevelOfTheirOwn() {
    loggers.set(Map.of("test.loud", LogLevel.DEBUG));

    assertEquals(Level.FINE, above.getLevel());
    assertEquals(Level.FINE, inner.getLevel());
    assertEquals(Level.INFO, other.getLevel(), "only begins with the same letters");
  }

  @Test
  void letsTheNearestNameCountAndReachesLaterOnesWithTheNextCall() {
    Map<String, LogLevel> wanted =
        Map.of("test.loud", LogLevel.DEBUG, "test.loud.inner", LogLevel.ERROR);
    loggers.set(wanted);
    assertEquals(Level.SEVERE, inner.getLevel());

    Logger later = Logger.getLogger("test.loud.later");
    later.setLevel(Level.INFO);
    loggers.set(wanted);
    assertEquals(Level.FINE, later.getLevel());
  }

  @Test
  void givesBackWhatWasThere() {
    loggers.set(Map.of("test.loud", LogLevel.TRACE));
    loggers.set(Map.of());

    assertNull(above.getLevel());
    assertEquals(Level.INFO, inner.getLevel());
    assertEquals(0, above.getHandlers().length);
  }
}
