package dev.sparkle.cli.check;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Something that was looked at.
 *
 * @param value a figure; null: there is none
 * @param words what was seen, for people
 * @param ok whether it is as it should be; null: it is told and not judged
 * @param todo what to do about it; empty: nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Finding(String name, Double value, String unit, String words, Boolean ok, String todo) {

  /** Judged. */
  static Finding judged(String name, boolean ok, String words, String todo) {
    return new Finding(name, null, "", words, ok, ok ? "" : todo);
  }

  /** Judged, with its figure. */
  static Finding judged(
      String name, double value, String unit, boolean ok, String words, String todo) {
    return new Finding(name, value, unit, words, ok, ok ? "" : todo);
  }

  /** Told only. */
  static Finding told(String name, double value, String unit) {
    return new Finding(name, value, unit, Figure.words(value, unit), null, "");
  }
}
