package dev.sparkle.cli.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumTest {

  @TempDir private Path folder;

  @Test
  void dependsOnNamesAndContentsAlone() throws IOException {
    Path one = Files.createDirectories(folder.resolve("one/in"));
    Path two = Files.createDirectories(folder.resolve("two/in"));
    Files.writeString(one.resolve("a"), "x");
    Files.writeString(two.resolve("a"), "x");
    assertEquals(Checksum.of(one.getParent()), Checksum.of(two.getParent()));

    Files.writeString(two.getParent().resolve("release.json"), "{}");
    assertNotEquals(Checksum.of(one.getParent()), Checksum.of(two.getParent()));
    assertEquals(Checksum.of(one.getParent()), Checksum.of(two.getParent(), "release.json"));

    Files.move(two.resolve("a"), two.resolve("b"));
    assertNotEquals(Checksum.of(one), Checksum.of(two));
  }
}
