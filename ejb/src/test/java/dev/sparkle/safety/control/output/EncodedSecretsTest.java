package dev.sparkle.safety.control.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
