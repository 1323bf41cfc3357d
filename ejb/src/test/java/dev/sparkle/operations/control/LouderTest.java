package dev.sparkle.operations.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LouderTest {

  private final List<String> log = new ArrayList<>();

  /** As the server's log: nothing below info. */
  private final Handler server =
      new Handler() {
        @Override
        public void publish(LogRecord said) {
          if (said.getLevel().intValue() >= Level.INFO.intValue()) {
            log.add(said.getLevel() + " " + said.getLoggerName() + " " + said.getMessage());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private final Logger outer = Logger.getLogger("dev.sparkle.louder");
  private final Logger inner = Logger.getLogger("dev.sparkle.louder.inner");
  private final Louder onOuter = new Louder();
  private final Louder onInner = new Louder();

  @BeforeEach
  void listen() {
    Logger.getLogger("").addHandler(server);
  }

  @AfterEach
  void leave() {
    Logger.getLogger("").removeHandler(server);
    outer.removeHandler(onOuter);
    inner.removeHandler(onInner);
    outer.setLevel(null);
    inner.setLevel(null);
  }

  @Test
  void writesWhatTheServersLogWouldDrop() {
    outer.setLevel(Level.FINE);
    outer.addHandler(onOuter);

    inner.fine("how it came");
    inner.finer("too much");
    inner.info("as ever");

    assertEquals(
        List.of(
            "INFO dev.sparkle.louder.inner [debug] how it came",
            "INFO dev.sparkle.louder.inner as ever"),
        log);
  }

  @Test
  void writesALineOnceHoweverManyLoggersAreLouder() {
    for (Logger each : List.of(outer, inner)) {
      each.setLevel(Level.FINEST);
    }
    outer.addHandler(onOuter);
    inner.addHandler(onInner);

    inner.finest("once");

    assertEquals(List.of("INFO dev.sparkle.louder.inner [debug] once"), log);
  }
}
