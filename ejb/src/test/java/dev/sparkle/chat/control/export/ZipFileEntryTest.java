package dev.sparkle.chat.control.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JDK's own reader is the judge. */
class ZipFileEntryTest {

  @TempDir private Path folder;

  @Test
  void partsInARowAreAZip() throws IOException {
    byte[] noise = new byte[100_000];
    new Random(7).nextBytes(noise);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("account.json", "{}".getBytes(StandardCharsets.UTF_8));
    files.put("materials/海带.txt", "Kelp ".repeat(10_000).getBytes(StandardCharsets.UTF_8));
    files.put("noise.bin", noise);
    files.put("empty.txt", new byte[0]);

    try (ZipFile zip = new ZipFile(write(files).toFile())) {
      assertEquals(new ArrayList<>(files.keySet()), zip.stream().map(ZipEntry::getName).toList());
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        assertArrayEquals(
            file.getValue(), zip.getInputStream(zip.getEntry(file.getKey())).readAllBytes());
      }
    }
  }

  @Test
  void nothingIsAZipToo() throws IOException {
    try (ZipFile zip = new ZipFile(write(Map.of()).toFile())) {
      assertEquals(0, zip.size());
    }
  }

  @Test
  void refusesWhatTheFormatHasNoRoomFor() {
    assertThrows(IllegalStateException.class, () -> ZipFileEntry.of("a", new byte[1], 0xFFFFFFF0L));
    List<byte[]> many = new ArrayList<>();
    for (int file = 0; file <= 0xFFFF; file++) {
      many.add(new byte[0]);
    }
    assertThrows(IllegalStateException.class, () -> ZipFileEntry.end(many, 0));
  }

  private Path write(Map<String, byte[]> files) throws IOException {
    Path zip = folder.resolve("export.zip");
    List<byte[]> directories = new ArrayList<>();
    long bytes = 0;
    try (OutputStream out = Files.newOutputStream(zip)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipFileEntry entry = ZipFileEntry.of(file.getKey(), file.getValue(), bytes);
        out.write(entry.local());
        directories.add(entry.directory());
        bytes += entry.local().length;
      }
      out.write(ZipFileEntry.end(directories, bytes));
    }
    return zip;
  }
}
