package dev.sparkle.platform.control;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BodyLimitTest {

  private long now = 5;

  private BodyLimit limit(long bytes) {
    return new BodyLimit(bytes, TimeUnit.SECONDS.toNanos(10), BodyLimit.BODY, () -> now);
  }

  private void later(int seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void endsOneThatIsTooLarge() {
    BodyLimit limit = limit(100);

    assertDoesNotThrow(() -> limit.took(100));
    BodyLimit.Exceeded end = assertThrows(BodyLimit.Exceeded.class, () -> limit.took(1));
    assertTrue(end.isSize());
  }

  @Test
  void endsOneThatDrips() {
    BodyLimit limit = limit(1000);
    for (int i = 0; i < 5; i++) {
      later(2);
      assertDoesNotThrow(() -> limit.took(1));
    }
    later(2);

    assertFalse(assertThrows(BodyLimit.Exceeded.class, () -> limit.took(1)).isSize());
  }

  @Test
  void letsALargeOneTakeItsTime() {
    BodyLimit limit = limit(Long.MAX_VALUE);
    for (int i = 0; i < 60; i++) {
      later(1);
      assertDoesNotThrow(() -> limit.took(64 << 10));
    }
  }

  @Test
  void letsAnUploadTakeASlowLine() {
    BodyLimit limit =
        new BodyLimit(Long.MAX_VALUE, TimeUnit.SECONDS.toNanos(10), BodyLimit.UPLOAD, () -> now);
    for (int i = 0; i < 60; i++) {
      later(1);
      assertDoesNotThrow(() -> limit.took(8 << 10));
    }
    later(12);
    assertFalse(assertThrows(BodyLimit.Exceeded.class, () -> limit.took(1)).isSize());
  }

  @Test
  void sparesOneThatIsWhole() {
    BodyLimit limit = limit(10);
    later(60);

    assertDoesNotThrow(() -> limit.took(-1));
  }
}
