package dev.sparkle.task.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ErrorLineTest {

  @Test
  void keepsTheSentenceAndNothingOfTheProgram() {
    assertEquals(
        "Connection refused",
        ErrorLine.of("java.net.ConnectException: Connection refused\n\tat java.base/java.net…"));
    assertEquals("The file is encrypted.", ErrorLine.of("The file is encrypted."));
    assertEquals("Note: it is late", ErrorLine.of("Note: it is late"));
    assertEquals("", ErrorLine.of(""));
  }

  @Test
  void isOneLineOfBoundedLength() {
    String line = ErrorLine.of("x".repeat(10_000));
    assertEquals(300, line.length());
    assertEquals('…', line.charAt(299));
  }
}
