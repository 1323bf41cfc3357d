package dev.sparkle.safety.control.output;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds a random word of the prompt in the answer, also with any signs between its characters, in
 * pieces of ten characters, in other capitals, reversed, or as base64, hex, URL code or rot13.
 *
 * <p><b>Limitations.</b> Pieces of less than ten characters with words between them, and ciphers of
 * the model's own making, are not found.
 */
final class CanaryGuard implements Guard {

  /** Ten hex digits are 40 bits: they do not stand in an answer by chance. */
  private static final int PIECE = 10;

  /** So much of a piece makes the words wait. */
  private static final int BEGINNING = 5;

  private final Set<String> pieces = new HashSet<>();
  private final Set<String> beginnings = new HashSet<>();
  private final StringBuilder last = new StringBuilder();
  private boolean found;

  CanaryGuard(Collection<String> canaries) {
    canaries.forEach(this::add);
  }

  private void add(String canary) {
    String small = canary.toLowerCase(Locale.ROOT);
    addForm(small);
    addForm(new StringBuilder(small).reverse().toString());
    addForm(rot13(small));
    for (String spelled : List.of(canary, small, canary.toUpperCase(Locale.ROOT))) {
      addForm(HexFormat.of().formatHex(spelled.getBytes(StandardCharsets.UTF_8)));
      // what stands before it shifts base64 by none, one or two characters
      for (int shift = 0; shift < 3; shift++) {
        byte[] bytes = (" ".repeat(shift) + spelled).getBytes(StandardCharsets.UTF_8);
        String code = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        addForm(code.substring(shift == 0 ? 0 : 4, code.length() - 2));
      }
    }
  }

  private void addForm(String form) {
    String plain = form.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    for (int i = 0; i + BEGINNING <= plain.length(); i++) {
      beginnings.add(plain.substring(i, i + BEGINNING));
      if (i + PIECE <= plain.length()) {
        pieces.add(plain.substring(i, i + PIECE));
      }
    }
  }

  @Override
  public void read(CharSequence piece) {
    for (int i = 0; i < piece.length(); i++) {
      char c = Plain.of(piece.charAt(i));
      if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
        read(c);
      }
    }
  }

  private void read(char c) {
    if (last.length() == PIECE) {
      last.deleteCharAt(0);
    }
    last.append(c);
    found = found || last.length() == PIECE && pieces.contains(last.toString());
  }

  @Override
  public String stop() {
    return found ? OutputPolicy.CANARY : null;
  }

  @Override
  public boolean isSuspicious() {
    return last.length() >= BEGINNING
        && beginnings.contains(last.substring(last.length() - BEGINNING));
  }

  static String rot13(String text) {
    StringBuilder turned = new StringBuilder();
    for (char c : text.toCharArray()) {
      boolean small = c >= 'a' && c <= 'z';
      turned.append(small ? (char) ('a' + (c - 'a' + 13) % 26) : c);
    }
    return turned.toString();
  }
}
