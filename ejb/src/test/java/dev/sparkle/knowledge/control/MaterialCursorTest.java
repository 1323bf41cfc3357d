package dev.sparkle.knowledge.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaterialCursorTest {

  @Test
  void comesBackAsItWas() {
    MaterialCursor cursor =
        new MaterialCursor(Instant.parse("2026-11-23T10:15:30.123456Z"), UUID.randomUUID());
    assertEquals(Optional.of(cursor), MaterialCursor.decoded(cursor.encoded()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "!!", "MTIz", "L2E", "OTk5OTk5OTk5OTk5OTk5OTk5L3g", "LTEvYQ"})
  void nothingElseIsTakenForOne(String text) {
    assertEquals(Optional.empty(), MaterialCursor.decoded(text));
  }
}
