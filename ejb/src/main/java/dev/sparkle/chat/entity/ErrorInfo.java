package dev.sparkle.chat.entity;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What went wrong, on the socket.
 *
 * @param code stable; docs/api/errors.md
 * @param message a sentence for a person: what happened, and what to do
 * @param retryable whether the same frame may work later
 * @param retryAfterMs when, in milliseconds, if that is known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErrorInfo(String code, String message, boolean retryable, Long retryAfterMs) {

  /** Something that will not work by trying again. */
  public static ErrorInfo of(String code, String message) {
    return new ErrorInfo(code, message, false, null);
  }
}
