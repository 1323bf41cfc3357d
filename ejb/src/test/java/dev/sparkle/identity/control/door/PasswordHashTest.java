package dev.sparkle.identity.control.door;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PasswordHashTest {

  /** From the test of the reference implementation (phc-winner-argon2, src/test.c). */
  private static final String REFERENCE =
      "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

  @Test
  void computesWhatTheReferenceImplementationDoes() {
    assertTrue(PasswordHash.matches("password", REFERENCE));
    assertFalse(PasswordHash.matches("Password", REFERENCE));
    assertTrue(PasswordHash.isOutdated(REFERENCE));
  }

  @Test
  void matchesItsOwnPasswordOnlyAndSaltsEachHash() {
    String hash = PasswordHash.of("correct horse");

    assertTrue(PasswordHash.matches("correct horse", hash));
    assertFalse(PasswordHash.matches("correct horsf", hash));
    assertFalse(PasswordHash.isOutdated(hash));
    assertNotEquals(hash, PasswordHash.of("correct horse"));
  }

  @Test
  void takesALetterHoweverAKeyboardComposesIt() {
    assertTrue(PasswordHash.matches("Scho\u0308ner Tag", PasswordHash.of("Sch\u00f6ner Tag")));
  }

  @Test
  void refusesWhatIsNoHash() {
    assertThrows(IllegalArgumentException.class, () -> PasswordHash.matches("x", "$2a$10$x"));
  }
}
