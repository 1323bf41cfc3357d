package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Reading.Unreadable;

/** The sentences for documents that cannot be used: what is wrong, and what to do. */
final class Unreadables {

  private Unreadables() {}

  static Unreadable emptyFile() {
    return new Unreadable("empty_file", "The file is empty. Choose the file again.");
  }

  static Unreadable tooLarge(long maxBytes) {
    return new Unreadable(
        "too_large",
        "The file is larger than "
            + megabytes(maxBytes)
            + ". Split it, or leave out the pictures, and upload the parts.");
  }

  static Unreadable tooManyPages(int pages, int maxPages) {
    return new Unreadable(
        "too_many_pages",
        "The document has %,d pages; at most %,d can be read. Split it and upload the parts."
            .formatted(pages, maxPages));
  }

  static Unreadable encrypted() {
    return new Unreadable(
        "encrypted",
        "The PDF is protected by a password. Save it without the password and upload it again.");
  }

  static Unreadable damaged() {
    return new Unreadable(
        "damaged",
        "The file is damaged and cannot be read. Export it again from where it was made.");
  }

  static Unreadable cancelled() {
    return new Unreadable(
        "cancelled", "Taking the file in was cancelled. Upload it again if you want it after all.");
  }

  static Unreadable tooSlow() {
    return new Unreadable(
        "damaged",
        "Reading the file takes far too long; it is probably damaged. Export it again from where"
            + " it was made, or split it.");
  }

  static Unreadable noText() {
    return new Unreadable(
        "no_text",
        "The document has no text, only pictures of pages. Run text recognition (OCR) on it and"
            + " upload the result.");
  }

  static Unreadable noWords() {
    return new Unreadable("no_text", "The file has no words in it. Choose another file.");
  }

  static Unreadable unsupported(String what) {
    return new Unreadable(
        "unsupported_type",
        "This is "
            + what
            + ", which cannot be read. Save it as PDF, HTML, Markdown or plain text and upload"
            + " that.");
  }

  static Unreadable mismatch(String extension, String what) {
    return new Unreadable(
        "type_mismatch",
        "The file's name ends in ."
            + extension
            + ", but its content is "
            + what
            + ". Export it again in the format that its name says.");
  }

  static Unreadable tooMuchText(int maxCharacters) {
    return new Unreadable(
        "too_much_text",
        "The file holds more text than can be taken in at once (%,d characters). Split it and"
                .formatted(maxCharacters)
            + " upload the parts.");
  }

  static Unreadable notText() {
    return new Unreadable(
        "not_text", "The file is not text. Upload PDF, HTML, Markdown or plain text.");
  }

  private static String megabytes(long bytes) {
    return bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : bytes + " bytes";
  }
}
