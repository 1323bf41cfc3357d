package dev.sparkle.cli.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sparkle.cli.lifecycle.Home;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFilesTest {

  @TempDir private Path root;

  @Test
  void givesKeysAndSettingsBackAndKeepsWhatTheyReplace() throws IOException {
    Home home = new Home(root.resolve("there"));
    put(home, "data/keys/signing-keys.json", "old key");
    put(home, "data/keys/jwks.json", "public");
    put(home, "data/services.json", "{}");
    put(home, "data/postgres/sparkle.password", "not kept");
    put(home, "settings.env", "A=1");
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    assertEquals(
        List.of(
            "data/keys/jwks.json",
            "data/keys/signing-keys.json",
            "data/services.json",
            "settings.env"),
        KeptFiles.write(home, archive));

    Home other = new Home(root.resolve("other"));
    put(other, "data/keys/signing-keys.json", "new key");
    put(other, "data/keys/jwks.json", "public");
    Path laidOut = root.resolve("laid-out");
    Files.createDirectories(laidOut);
    KeptFiles.layOut(new ByteArrayInputStream(archive.toByteArray()), laidOut);
    List<String> replaced = KeptFiles.place(laidOut, other, root.resolve("before"));

    assertEquals(List.of("data/keys/signing-keys.json"), replaced);
    assertEquals("old key", text(other.folder().resolve("data/keys/signing-keys.json")));
    assertEquals("new key", text(root.resolve("before/data/keys/signing-keys.json")));
    assertEquals("A=1", text(other.folder().resolve("settings.env")));
    assertFalse(Files.exists(other.folder().resolve("data/services.json")));
    // again, as after a crash: there is nothing left to move
    assertEquals(List.of(), KeptFiles.place(laidOut, other, root.resolve("before")));
  }

  @Test
  void refusesANameThatLeadsOut() throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(archive)) {
      zip.putNextEntry(new ZipEntry("../../elsewhere"));
      zip.closeEntry();
    }
    assertThrows(
        IOException.class,
        () -> KeptFiles.layOut(new ByteArrayInputStream(archive.toByteArray()), root));
  }

  private static void put(Home home, String name, String text) throws IOException {
    Path file = home.folder().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file);
  }
}
