package dev.sparkle.safety.control.output;

/** Chinese in simplified characters, as far as {@code safety/traditional.txt} knows them. */
final class Simplified {

  private static final char[] FORMS = new char[0x10000];

  static {
    RuleFile.lines("traditional.txt")
        .forEach(
            line -> {
              for (int i = 0; i + 1 < line.length(); i += 2) {
                FORMS[line.charAt(i)] = line.charAt(i + 1);
              }
            });
  }

  private Simplified() {}

  static String of(String text) {
    StringBuilder simple = new StringBuilder(text);
    for (int i = 0; i < simple.length(); i++) {
      char form = FORMS[simple.charAt(i)];
      if (form != 0) {
        simple.setCharAt(i, form);
      }
    }
    return simple.toString();
  }
}
