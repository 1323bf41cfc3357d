package dev.sparkle.knowledge.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sparkle.knowledge.entity.Audience;
import dev.sparkle.knowledge.entity.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

class UploadTest {

  @Test
  void keepsNoFoldersAndNoControlCharacters() {
    assertEquals("b.txt", upload("../../a/b.txt", null).fileName());
    assertEquals("b.txt", upload("C:\\docs\\b.txt", null).fileName());
    assertEquals("unnamed", upload("/", null).fileName());
    assertEquals("unnamed", upload(null, null).fileName());
    assertEquals("A title of lines", upload("a", " A\ttitle\r\nof\u0000 lines ").title());
    assertNull(upload("a", "  ").title());
    assertEquals(Upload.MAX_NAME, upload("a", "x".repeat(5000)).title().length());
  }

  @Test
  void spoolReadsNoFurtherThanOneByteBeyondTheLimit() throws Exception {
    long[] read = {0};
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            read[0]++;
            return 'a';
          }
        };
    Path file;
    try (Spool spool = Spool.of(endless, 100_000)) {
      file = spool.file();
      assertEquals(100_001, spool.size());
      assertEquals(100_001, read[0]);
    }
    assertFalse(Files.exists(file));
  }

  @Test
  void spoolKeepsTheBytes() throws Exception {
    byte[] bytes = "some bytes".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    try (Spool spool = Spool.of(new ByteArrayInputStream(bytes), 100)) {
      assertArrayEquals(bytes, Files.readAllBytes(spool.file()));
      assertArrayEquals(bytes, spool.head());
      assertArrayEquals(MessageDigest.getInstance("SHA-256").digest(bytes), spool.sha256());
    }
  }

  private static Upload upload(String name, String title) {
    return new Upload(name, title, null, Audience.ME, new ByteArrayInputStream(new byte[0]));
  }

  @Test
  void brokenStreamLeavesNothingBehind() throws IOException {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }
        };
    long before = spooled();
    try (Spool spool = Spool.of(broken, 100)) {
      throw new AssertionError("not expected: " + spool.size());
    } catch (IOException expected) {
      assertEquals(before, spooled());
    }
  }

  private static long spooled() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(each -> each.getFileName().toString().startsWith("sparkle-upload-"))
          .count();
    }
  }
}
