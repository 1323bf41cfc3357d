package dev.sparkle.platform.control;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MaintenanceTest {

  private final Maintenance maintenance = new Maintenance();

  @Test
  void isNotKnownBeforeItWasTold() {
    assertFalse(maintenance.known());

    maintenance.tell(null);
    assertTrue(maintenance.known());
    assertTrue(maintenance.now().isEmpty());
  }
}
