package dev.sparkle.identity.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EmailAddressTest {

  private static String key(String text) {
    return EmailAddress.of(text).orElseThrow().key();
  }

  @Test
  void comparesWithoutCaseBlanksAndWaysToWriteTheDomain() {
    assertEquals("ada@example.org", key("  Ada@Example.ORG "));
    assertEquals(key("jörg@bücher.example.org"), key("jo\u0308rg@xn--bcher-kva.example.org"));
  }

  @Test
  void keepsDotsAndTagsApartSinceMostServersDo() {
    assertNotEquals(key("a.da@example.org"), key("ada@example.org"));
    assertNotEquals(key("ada+x@example.org"), key("ada@example.org"));
  }

  @Test
  void keepsWhatWasWritten() {
    assertEquals("Ada@Example.org", EmailAddress.of("Ada@Example.org").orElseThrow().written());
  }

  @Test
  void refusesWhatNoMailCanBeSentTo() {
    for (String bad :
        List.of(
            "",
            "ada",
            "@example.org",
            "ada@",
            "ada@localhost",
            "a b@example.org",
            "ada@exa mple.org",
            "ada@example.org\nBcc: all@example.org",
            "ada,bob@example.org",
            "\"ada\"@example.org",
            ".ada@example.org",
            "a..da@example.org",
            "ada@-example.org",
            "ada\u200b@example.org",
            "ada@[127.0.0.1]",
            "a".repeat(65) + "@example.org",
            "ada@" + "a.".repeat(130) + "org")) {
      assertTrue(EmailAddress.of(bad).isEmpty(), bad);
    }
    assertTrue(EmailAddress.of(null).isEmpty());
  }

  @Property
  void isTheSameAddressAsItsOwnKey(@ForAll String text) {
    EmailAddress.of(text).ifPresent(one -> assertEquals(one.key(), key(one.key())));
    EmailAddress.of(text + "@example.org")
        .ifPresent(one -> assertEquals(one.key(), key(one.key())));
  }
}
