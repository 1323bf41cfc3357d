package dev.sparkle.identity.boundary;

import dev.sparkle.identity.entity.EmailAddress;
import dev.sparkle.platform.boundary.Problem;

/** Reads the fields of a body; what is not as it must be is told. */
final class Fields {

  /** Characters of a name that is shown. */
  private static final int LONGEST_NAME = 80;

  /** Characters of any other field. */
  private static final int LONGEST = 4_000;

  private Fields() {}

  static void require(Object body) {
    if (body == null) {
      throw Problem.of(400, "missing_field", "Send a body, as JSON.");
    }
  }

  /** A text that must be there. */
  static String text(String name, String given) {
    if (given == null || given.isBlank()) {
      throw Problem.of(400, "missing_field", name + " is missing.");
    }
    if (given.length() > LONGEST) {
      throw Problem.of(400, "field_too_long", name + " has at most " + LONGEST + " characters.");
    }
    return given;
  }

  static EmailAddress email(String given) {
    return EmailAddress.of(text("email", given))
        .orElseThrow(
            () ->
                Problem.of(400, "bad_email", "email is not an address that mail can be sent to."));
  }

  /** A name that people see; without one, what stands before the address's sign. */
  static String displayName(String given, EmailAddress email) {
    String name = given == null ? "" : given.strip();
    return name.isEmpty()
        ? email.written().substring(0, email.written().lastIndexOf('@'))
        : shortLine("displayName", name);
  }

  /** A line of text that must be there. */
  static String shortLine(String name, String given) {
    String line = text(name, given).strip();
    if (line.length() > LONGEST_NAME) {
      throw Problem.of(
          400, "field_too_long", name + " has at most " + LONGEST_NAME + " characters.");
    }
    if (line.codePoints().anyMatch(c -> Character.isISOControl(c) || isTurning(c))) {
      throw Problem.of(400, "bad_text", name + " has characters that cannot be shown.");
    }
    return line;
  }

  /** Signs that turn the direction of what follows, or are not seen. */
  private static boolean isTurning(int c) {
    return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 || c == 0x200B || c == 0xFEFF;
  }
}
