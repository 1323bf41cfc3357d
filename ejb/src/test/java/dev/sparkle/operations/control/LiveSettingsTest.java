package dev.sparkle.operations.control;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LiveSettingsTest {

  private final LiveSettings settings = new LiveSettings();

  /** As while taking over waits for a database that does not answer. */
  @Test
  void saysWhetherTheyAreKnownWhileTheyAreBeingRead() {
    synchronized (settings) {
      assertFalse(
          CompletableFuture.supplyAsync(settings::known).orTimeout(10, TimeUnit.SECONDS).join());
    }
  }
}
