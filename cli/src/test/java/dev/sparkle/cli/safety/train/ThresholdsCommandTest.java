package dev.sparkle.cli.safety.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.safety.train.ThresholdsCommand.Both;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThresholdsCommandTest {

  @TempDir private Path folder;

  private Path scores(String name, String category, int from, int to) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int score = from; score < to; score++) {
      lines.add(row("benign", category, score));
    }
    lines.add(row("attack", category, 5000));
    return Files.write(folder.resolve(name), lines);
  }

  private static String row(String label, String category, int score) {
    return "{\"label\":\"%s\",\"category\":\"%s\",\"manipulation\":%d,\"harm\":%d}"
        .formatted(label, category, score, -score);
  }

  @Test
  void letsSoManyOrdinaryTextsOfAllFilesPassForAnAttack() throws IOException {
    Both both =
        ThresholdsCommand.read(
            List.of(scores("a", "ordinary", 0, 500), scores("b", "education", 500, 1000)));
    assertEquals(997.5, both.manipulation().manipulation());
    assertEquals(-1.5, both.harm().harm());
  }

  @Test
  void isStricterWhereHardTextsAskForIt() throws IOException {
    Both both =
        ThresholdsCommand.read(
            List.of(scores("a", "ordinary", 0, 1000), scores("b", "hard_x", 1000, 1200)));
    assertEquals(1192.5, both.manipulation().manipulation());
  }

  @Test
  void doesNotCountMaterial() throws IOException {
    Both both =
        ThresholdsCommand.read(
            List.of(scores("a", "ordinary", 0, 1000), scores("b", "document", 1000, 1200)));
    assertEquals(997.5, both.manipulation().manipulation());
  }

  @Test
  void namesTheLineThatHasNoScores() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad"), row("benign", "ordinary", 1) + "\n{}\n");
    Trouble trouble = assertThrows(Trouble.class, () -> ThresholdsCommand.read(List.of(bad)));
    assertEquals(ExitCode.USAGE, trouble.exitCode());
    assertTrue(trouble.getMessage().contains("bad, line 2"), trouble.getMessage());
  }
}
