package dev.sparkle.platform.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.enterprise.event.Event;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainingTest {

  private final List<Boolean> told = new ArrayList<>();
  private boolean fails;

  @SuppressWarnings("unchecked")
  private final Draining draining =
      new Draining(
          (Event<Draining.Changed>)
              Proxy.newProxyInstance(
                  DrainingTest.class.getClassLoader(),
                  new Class<?>[] {Event.class},
                  (proxy, method, arguments) -> {
                    assertEquals("fire", method.getName());
                    told.add(((Draining.Changed) arguments[0]).draining());
                    if (fails) {
                      throw new IllegalStateException("the database is away");
                    }
                    return null;
                  }));

  @Test
  void tellsAgainAfterSomebodyCouldNotHearIt() {
    fails = true;
    assertThrows(IllegalStateException.class, draining::begin);
    Instant since = draining.since().orElseThrow();
    fails = false;

    assertFalse(draining.begin());
    assertEquals(List.of(true, true), told);
    assertEquals(since, draining.since().orElseThrow());
  }

  @Test
  void letsTheNodeServeAgain() {
    assertTrue(draining.begin());
    fails = true;
    assertThrows(IllegalStateException.class, draining::end);
    fails = false;

    assertFalse(draining.end());
    assertFalse(draining.isOn());
    assertEquals(List.of(true, false, false), told);
  }
}
