package dev.sparkle.platform.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MigrationScriptsTest {

  @Test
  void listsEveryMigrationThereIs() throws IOException, URISyntaxException {
    Path index = Path.of(getClass().getClassLoader().getResource("db/migration/index.txt").toURI());
    try (Stream<Path> files = Files.list(index.getParent())) {
      List<String> there =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".sql"))
              .sorted()
              .toList();
      assertEquals(there, MigrationScripts.names().stream().sorted().toList());
    }
  }

  @Test
  void neverTakesAnythingAway() throws IOException {
    for (String name : MigrationScripts.names()) {
      StringWriter text = new StringWriter();
      try (Reader reader = new MigrationScripts().getResource("db/migration/" + name).read()) {
        reader.transferTo(text);
      }
      String sql = text.toString();
      assertTrue(sql.matches("(?is).*\\b(create|alter)\\b.*"), name + " was not read");
      assertFalse(
          sql.matches("(?is).*\\bdrop\\s+(table|column)\\b.*"), name + " is not expand-only");
    }
  }

  @Test
  void numbersThemWithoutAGap() {
    List<String> names = MigrationScripts.names();
    for (int i = 0; i < names.size(); i++) {
      assertTrue(names.get(i).startsWith("V" + (i + 1) + "__"), names.get(i));
    }
  }
}
