package dev.sparkle.platform.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.platform.control.SentinelAddress.Place;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentinelAddressTest {

  @Test
  void namesSentinelsAndThePrimary() {
    assertEquals(
        new SentinelAddress(
            List.of(new Place("a", 26379), new Place("b.example", 5000), new Place("::1", 5001)),
            "sparkle",
            "tina",
            "p@w:d",
            "s&p",
            2,
            false),
        SentinelAddress.parse(
            "redis-sentinel://tina:p%40w:d@a,b.example:5000,[::1]:5001/2?primary=sparkle&sentinel-password=s%26p"));
  }

  @Test
  void needsHardlyAnything() {
    SentinelAddress plain = SentinelAddress.parse("rediss-sentinel://:secret@a:1");
    assertEquals(
        new SentinelAddress(List.of(new Place("a", 1)), "mymaster", null, "secret", null, 0, true),
        plain);
    assertFalse(plain.toString().contains("secret"));
    assertTrue(SentinelAddress.is("redis-sentinel://a"));
    assertFalse(SentinelAddress.is("redis://a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://a:1",
        "redis-sentinel://",
        "redis-sentinel://a:port",
        "redis-sentinel://a:1,:2",
        "redis-sentinel://a:1/zero",
        "redis-sentinel://:hidden word@a:1",
        "redis-sentinel://a:1?primary="
      })
  void refusesWhatIsWrittenOtherwise(String url) {
    var refused = assertThrows(IllegalArgumentException.class, () -> SentinelAddress.parse(url));
    assertFalse(String.valueOf(refused.getMessage()).contains("hidden"));
  }
}
