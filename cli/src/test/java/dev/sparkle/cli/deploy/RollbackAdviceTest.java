package dev.sparkle.cli.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.Live;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackAdviceTest {

  @TempDir private Path root;

  private static Release release(int schema, int... contracting) {
    List<Migration> migrations = new ArrayList<>();
    for (int number = 1; number <= schema; number++) {
      boolean contracts = List.of(boxed(contracting)).contains(number);
      migrations.add(
          new Migration(
              number, "V" + number + "__x.sql", contracts ? List.of("drops a column") : List.of()));
    }
    return new Release("r-" + schema, "0", "", "/wlp", "", migrations, "2026");
  }

  private static Integer[] boxed(int... numbers) {
    return Arrays.stream(numbers).boxed().toArray(Integer[]::new);
  }

  private static Backups.Kept backup(String name, int day, int schema) {
    return new Backups.Kept(name, Instant.parse("2026-11-%02dT00:00:00Z".formatted(day)), schema);
  }

  @Test
  void theDatabaseStaysWhenMigrationsOnlyExpanded() {
    RollbackAdvice advice =
        RollbackAdvice.of(
            release(19, 16).migrations(), 19, release(17), List.of(backup("a", 1, 17)));
    assertFalse(advice.restoreNeeded());
    assertEquals(Optional.empty(), advice.backup());
  }

  @Test
  void namesWhatContractedAndTheNewestBackupThatFits() {
    RollbackAdvice advice =
        RollbackAdvice.of(
            release(19, 18).migrations(),
            19,
            release(17),
            List.of(backup("old", 1, 16), backup("fits", 5, 17), backup("too new", 9, 19)));
    assertEquals(List.of("V18__x.sql drops a column"), advice.contractions());
    assertEquals("fits", advice.backup().orElseThrow().name());
  }

  @Test
  void saysWhenNoBackupFits() {
    RollbackAdvice advice =
        RollbackAdvice.of(
            release(19, 18).migrations(), 19, release(17), List.of(backup("new", 9, 19)));
    assertTrue(advice.restoreNeeded());
    assertEquals(Optional.empty(), advice.backup());
  }

  @Test
  void goesByWhatIsAppliedInTheDatabase() {
    List<Migration> known = release(19, 18).migrations();
    assertFalse(RollbackAdvice.of(known, 17, release(17), List.of()).restoreNeeded(), "restored");
    assertTrue(RollbackAdvice.of(known, 18, release(17), List.of()).restoreNeeded());
    RollbackAdvice unknown = RollbackAdvice.of(known, 20, release(19), List.of());
    assertEquals(
        List.of("V20 is applied, and no release that is kept knows it"), unknown.contractions());
  }

  @Test
  void theEarlierReleaseIsLiveWhenTheDatabaseWasRestored() {
    Live live =
        new Live("r-19", "0", "/wlp", List.of("node-2"), List.of("r-5", "r-17", "r-18"), "");
    Instant now = Instant.parse("2026-11-26T00:00:00Z");
    assertEquals(
        new Live("r-17", "0", "/wlp", List.of("node-2"), List.of("r-5"), now.toString()),
        RollbackCommand.earlier(live, release(17), 17, now));
    Trouble above =
        assertThrows(Trouble.class, () -> RollbackCommand.earlier(live, release(17), 19, now));
    assertTrue(above.getMessage().contains("schema 19"), above.getMessage());
  }

  @Test
  void readsTheManifestsOfBackupsAndPassesOverWhatIsNone() throws IOException {
    Path folder = root.resolve(".sparkle/backups");
    Files.createDirectories(folder.resolve("b-1"));
    Files.writeString(
        folder.resolve("b-1/manifest.json"),
        """
        {"format": 1, "id": "b-1", "takenAt": "2026-11-26T05:00:00Z", "schema": 16, "parts": []}
        """);
    Files.createDirectories(folder.resolve("half"));
    Files.writeString(folder.resolve("half/manifest.json"), "{\"id\":");
    Files.createDirectories(folder.resolve("other"));
    Files.writeString(folder.resolve("other/manifest.json"), "{}");
    assertEquals(
        List.of(new Backups.Kept("b-1", Instant.parse("2026-11-26T05:00:00Z"), 16)),
        new BackupFolder(new Home(root)).all());
  }
}
