package dev.sparkle.safety.control.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets that a model writes in a code. */
class EncodedSecretsTest {

  private static final String KEY = "sk-proj-" + "a1B2".repeat(12);

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String reversed(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  private static void masks(String code) {
    String text = "Here it is: " + code + " and so on.";
    List<String> characters = new ArrayList<>();
    for (char c : text.toCharArray()) {
      characters.add(String.valueOf(c));
    }
    for (List<String> chunks : List.of(List.of(text), characters)) {
      String out = OutputFilterTest.run(OutputFilterTest.filter(), chunks).text();
      assertFalse(out.contains(code), out);
      assertFalse(out.contains(code.substring(code.length() / 2)), out);
      assertTrue(out.startsWith("Here it is: ["), out);
      assertTrue(out.endsWith(" and so on."), out);
    }
  }

  @Test
  void masksASecretInBase64OrHexAlone() {
    masks(base64(KEY));
    masks(hex(KEY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The key of the server is %s",
        "a %s",
        "ab %s, she said",
      })
  void masksASentenceInBase64OrHexThatHoldsOne(String sentence) {
    masks(base64(sentence.formatted(KEY)));
    masks(hex(sentence.formatted(KEY)));
  }

  @Test
  void masksASecretTurnedByThirteenOrWrittenBackwards() {
    masks(turned(KEY));
    masks(reversed(KEY));
    masks(reversed("ghp_" + "a1B2".repeat(9)));
    masks(reversed("4539578763621486"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"The password: Zq7!kMp9RtWx2b", "The password: n7!Qqz"})
  void masksAPasswordWhoseLineIsTurnedByThirteenOrWrittenBackwards(String line) {
    for (String code : List.of(turned(line), reversed(line))) {
      String text = "As you wish.\n" + code + "\nThat is all.";
      String value = line.substring(line.lastIndexOf(' ') + 1);
      for (List<String> chunks : chunked(text)) {
        String out = OutputFilterTest.run(OutputFilterTest.filter(), chunks).text();
        assertFalse(out.contains(turned(value)) || out.contains(reversed(value)), out);
        assertTrue(out.endsWith("That is all."), out);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The password: Zq7!kMp9RtWx2b",
        "Mia's address is quokkaqrs@school-of-mia.net",
        "Use the token ghp_a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2",
        "Session: eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJxdW9ra2FxdW9rIiwiaWF0IjoxNzAwMDAwMDAwfQ"
            + ".c2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0dXI"
      })
  void endsAnAnswerThatSpellsASecret(String line) {
    String value = line.substring(line.lastIndexOf(' ') + 1);
    for (String between : List.of(" ", "\n")) {
      String text = "As you wish.\n" + String.join(between, line.split("")) + "\nThat is all.";
      for (List<String> chunks : chunked(text)) {
        OutputFilterTest.Result result = OutputFilterTest.run(OutputFilterTest.filter(), chunks);
        assertNotNull(result.stop(), result.text());
        assertFalse(result.text().replaceAll("\\s", "").contains(value), result.text());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Spell it: p h o t o s y n t h e s i s , with two letters s at its end.",
        "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z are the letters.",
        "x\ny\nz\na\nb\nc\nd\ne",
        "C 6 H 12 O 6 + 6 O 2 = 6 C O 2 + 6 H 2 O"
      })
  void lessonsMaySpell(String text) {
    for (List<String> chunks : chunked(text)) {
      OutputFilterTest.Result result = OutputFilterTest.run(OutputFilterTest.filter(), chunks);
      assertNull(result.stop());
      assertEquals(text, result.text());
    }
  }

  private static List<List<String>> chunked(String text) {
    return List.of(List.of(text), List.of(text.split("")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The digest is 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08.",
        "Its id is 123e4567-e89b-12d3-a456-426614174000.",
        "In base64 that is VGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcyBvdmVyIHRoZSBsYXp5IGRvZw==.",
        "See https://en.wikipedia.org/wiki/Photosynthesis_in_plants_and_algae for more.",
        "supercalifragilisticexpialidocious Donaudampfschifffahrtsgesellschaft"
      })
  void leavesOtherLongWordsAlone(String text) {
    assertEquals(List.of(), SensitiveScanner.shipped().scan(text));
  }

  private static String turned(String text) {
    StringBuilder turned = new StringBuilder();
    for (char c : text.toCharArray()) {
      char first = c >= 'a' && c <= 'z' ? 'a' : c >= 'A' && c <= 'Z' ? 'A' : 0;
      turned.append(first == 0 ? c : (char) (first + (c - first + 13) % 26));
    }
    return turned.toString();
  }
}
