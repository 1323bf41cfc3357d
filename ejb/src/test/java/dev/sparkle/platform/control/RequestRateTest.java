package dev.sparkle.platform.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestRateTest {

  private long now = 1_000_000;
  private final RequestRate rate = new RequestRate(60, () -> now);

  @Test
  void letsATenthPassAtOnceAndThenOneASecond() {
    for (int i = 0; i < 6; i++) {
      assertEquals(0, rate.take("a"));
    }
    assertEquals(1000, rate.take("a"));
    now += 1000;
    assertEquals(0, rate.take("a"));
    assertTrue(rate.take("a") > 0);
  }

  @Test
  void countsEachNetworkForItself() {
    for (int i = 0; i < 6; i++) {
      rate.take("a");
    }

    assertTrue(rate.take("a") > 0);
    assertEquals(0, rate.take("b"));
  }

  @Test
  void neverKeepsSomebodyOutForAskingTooOften() {
    for (int i = 0; i < 1000; i++) {
      rate.take("a");
    }
    now += 1000;

    assertEquals(0, rate.take("a"));
  }

  @Test
  void isWithoutLimitAtZero() {
    RequestRate none = new RequestRate(0, () -> now);
    for (int i = 0; i < 1000; i++) {
      assertEquals(0, none.take("a"));
    }
  }

  @Test
  void knowsNetworks() {
    assertEquals(Optional.empty(), RequestRate.network("127.0.0.1", null));
    assertEquals(Optional.empty(), RequestRate.network("0:0:0:0:0:0:0:1", null));
    assertEquals(Optional.empty(), RequestRate.network("127.0.0.1", "127.0.0.1"));
    assertEquals(
        RequestRate.network("203.0.113.7", null),
        RequestRate.network("127.0.0.1", "198.51.100.1, 203.0.113.7"));
    assertEquals(
        RequestRate.network("2001:db8::1", null), RequestRate.network("2001:db8::2:1", null));
    assertNotEquals(
        RequestRate.network("203.0.113.7", null), RequestRate.network("203.0.113.8", null));
  }

  @Test
  void believesNobodyElsesHeader() {
    assertEquals(
        RequestRate.network("203.0.113.7", null),
        RequestRate.network("203.0.113.7", "198.51.100.1"));
    assertEquals(Optional.of("unknown"), RequestRate.network("127.0.0.1", "evil.example"));
  }
}
