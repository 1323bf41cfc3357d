package dev.sparkle.cli.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptEnvironmentTest {

  @TempDir private Path root;

  @Test
  void theFirstTimeItIsDevelopment() {
    assertTrue(KeptEnvironment.of(new Home(root), null).isDevelopment());
  }

  @Test
  void productionStaysProductionWithoutAWord() {
    Home home = new Home(root);
    KeptEnvironment.of(home, "production").keep(home);

    assertEquals("production", KeptEnvironment.of(home, null).environment());
  }

  @Test
  void itChangesWhenItIsToldTo() {
    Home home = new Home(root);
    KeptEnvironment.of(home, "production").keep(home);
    KeptEnvironment.of(home, "development").keep(home);

    assertTrue(KeptEnvironment.of(home, null).isDevelopment());
  }

  @Test
  void anotherWordIsWrongUsage() {
    Trouble trouble =
        assertThrows(Trouble.class, () -> KeptEnvironment.of(new Home(root), "staging"));

    assertEquals(ExitCode.USAGE, trouble.exitCode());
    assertTrue(trouble.getMessage().contains("staging"), trouble.getMessage());
  }
}
