package dev.sparkle.identity.entity;

import java.time.Duration;

/** What came of an attempt to come in. */
public sealed interface Entry {

  /** Come in. */
  record Entered(Session session) implements Entry {}

  /** Address or password is wrong, or the account is disabled: nobody is told which. */
  record Wrong() implements Entry {}

  /** The password was chosen by somebody else; give one of your own with it. */
  record MustChange() implements Entry {}

  /** It was tried too often; come back after that. */
  record Shut(Duration remaining) implements Entry {}

  /** Too many come in at this moment. */
  record Busy() implements Entry {}

  /**
   * What was given will not do.
   *
   * @param code stable; docs/api/errors.md
   * @param sentence what to do
   */
  record Objected(String code, String sentence) implements Entry {}
}
