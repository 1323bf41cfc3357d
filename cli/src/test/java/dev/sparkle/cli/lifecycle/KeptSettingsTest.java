package dev.sparkle.cli.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptSettingsTest {

  @TempDir private Path root;
  private Home home;

  @BeforeEach
  void open() {
    home = new Home(root);
  }

  private void write(String text) throws IOException {
    Files.createDirectories(home.folder());
    Files.writeString(KeptSettings.file(home), text);
  }

  @Test
  void thereAreNoneWithoutAFile() {
    assertEquals(Map.of(), KeptSettings.read(home));
  }

  @Test
  void changeKeepsTheRestAndTheFileAsItWas() throws IOException {
    assertFalse(KeptSettings.change(home, Map.of("SPARKLE_DB_POOL", "30")));
    assertTrue(KeptSettings.change(home, Map.of("SPARKLE_TASKS_QUEUES", "default=16,ingest=2")));
    assertEquals(
        Map.of("SPARKLE_DB_POOL", "30", "SPARKLE_TASKS_QUEUES", "default=16,ingest=2"),
        KeptSettings.read(home));

    Files.move(
        KeptSettings.before(home), KeptSettings.file(home), StandardCopyOption.REPLACE_EXISTING);
    assertEquals(Map.of("SPARKLE_DB_POOL", "30"), KeptSettings.read(home));
  }

  @Test
  void environmentWins() throws IOException {
    write("# ours\n\nSPARKLE_DB_POOL=30\nSPARKLE_TASKS_BATCH=256\n");
    assertEquals(
        Map.of("SPARKLE_DB_POOL", "40", "SPARKLE_TASKS_BATCH", "256", "HOME", "/x"),
        KeptSettings.below(home, Map.of("SPARKLE_DB_POOL", "40", "HOME", "/x")));
  }

  @Test
  void nodesGetThemBelowWhatTheyAreGiven() throws IOException {
    write("SPARKLE_DB_POOL=30\nPATH=/nowhere\n");
    assertEquals(
        Map.of("SPARKLE_DB_POOL", "30", "SPARKLE_ROLES", "web"),
        KeptSettings.forNodes(home, Map.of("SPARKLE_ROLES", "web")));
  }

  @Test
  void refusesWhatIsNoSettingOfANode() throws IOException {
    for (String line :
        new String[] {
          "SPARKLE_HTTP_PORT=81",
          "SPARKLE_OPERATIONS_HOST=0.0.0.0",
          "SPARKLE_MANAGEMENT_PORT=8112",
          "SPARKLE_MANAGEMENT_HTTPS_PORT=8475",
          "SPARKLE_ROLES=web",
          "pool=3",
          "x"
        }) {
      write(line + "\n");
      Trouble trouble = assertThrows(Trouble.class, () -> KeptSettings.read(home), line);
      assertEquals(ExitCode.USAGE, trouble.exitCode());
    }
  }
}
