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
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackAdviceTest {

  private static final Set<String> OURS = Set.of("7/sparkle", "127.0.0.1:15432/sparkle");

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
    return new Backups.Kept(
        name, Instant.parse("2026-11-%02dT00:00:00Z".formatted(day)), schema, "7/sparkle");
  }

  @Test
  void theDatabaseStaysWhenMigrationsOnlyExpanded() {
    RollbackAdvice advice =
        RollbackAdvice.of(
            release(19, 16).migrations(), 19, release(17), List.of(backup("a", 1, 17)), OURS);
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
            List.of(
                backup("old", 1, 16),
                backup("fits", 5, 17),
                backup("too new", 9, 19),
                new Backups.Kept(
                    "another's", Instant.parse("2026-11-08T00:00:00Z"), 17, "8/sparkle"),
                new Backups.Kept("nobody's", Instant.parse("2026-11-08T00:00:00Z"), 17, null)),
            OURS);
    assertEquals(List.of("V18__x.sql drops a column"), advice.contractions());
    assertEquals("fits", advice.backup().orElseThrow().name());
    assertEquals(2, advice.foreign(), "of another database");
  }

  @Test
  void saysWhenNoBackupFits() {
    RollbackAdvice advice =
        RollbackAdvice.of(
            release(19, 18).migrations(), 19, release(17), List.of(backup("new", 9, 19)), OURS);
    assertTrue(advice.restoreNeeded());
    assertEquals(Optional.empty(), advice.backup());
  }

  @Test
  void goesByWhatIsAppliedInTheDatabase() {
    List<Migration> known = release(19, 18).migrations();
    assertFalse(
        RollbackAdvice.of(known, 17, release(17), List.of(), OURS).restoreNeeded(), "restored");
    assertTrue(RollbackAdvice.of(known, 18, release(17), List.of(), OURS).restoreNeeded());
    RollbackAdvice unknown = RollbackAdvice.of(known, 20, release(19), List.of(), OURS);
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
        {"format": 1, "id": "b-1", "takenAt": "2026-11-26T05:00:00Z", "schema": 16,
         "database": "127.0.0.1:15432/sparkle", "identity": "7/sparkle", "parts": []}
        """);
    Files.createDirectories(folder.resolve("half"));
    Files.writeString(folder.resolve("half/manifest.json"), "{\"id\":");
    Files.createDirectories(folder.resolve("other"));
    Files.writeString(folder.resolve("other/manifest.json"), "{}");
    Files.createDirectories(folder.resolve("before"));
    Files.writeString(
        folder.resolve("before/manifest.json"),
        """
        {"id": "b-0", "takenAt": "2026-11-25T05:00:00Z", "schema": 15, "database": "here"}
        """);
    Instant made = Instant.parse("2026-11-26T05:00:00Z");
    Instant earlier = Instant.parse("2026-11-25T05:00:00Z");
    assertEquals(
        Set.of(
            new Backups.Kept("b-1", made, 16, "7/sparkle"),
            new Backups.Kept("b-0", earlier, 15, "here")),
        Set.copyOf(new BackupFolder(new Home(root), null).all()));
    assertEquals(
        Set.of(
            new Backups.Kept(folder.resolve("b-1").toString(), made, 16, "7/sparkle"),
            new Backups.Kept(folder.resolve("b-0").toString(), earlier, 15, "here")),
        Set.copyOf(new BackupFolder(new Home(root), folder).all()),
        "elsewhere restore takes them by their folder");
  }
}
