package dev.sparkle.identity.control.letter;

/** A letter to one person, in plain text. */
public record Letter(String to, String subject, String text) {

  /** Letters hold secrets. */
  @Override
  public String toString() {
    return "a letter";
  }
}
