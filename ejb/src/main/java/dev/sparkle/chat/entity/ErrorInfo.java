package dev.sparkle.chat.entity;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What went wrong, on the socket.
 *
 * @param code stable; docs/api/errors.md
 * @param message a sentence for a person: what happened, and what to do
 * @param retryable whether the same frame may work later
 * @param retryAfterMs when, in milliseconds, if that is known
 * @param traceId finds the work in traces and logs; null if there is no trace
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErrorInfo(
    String code, String message, boolean retryable, Long retryAfterMs, String traceId) {

  public ErrorInfo(String code, String message, boolean retryable, Long retryAfterMs) {
    this(code, message, retryable, retryAfterMs, null);
  }

  /** Something that will not work by trying again. */
  public static ErrorInfo of(String code, String message) {
    return new ErrorInfo(code, message, false, null);
  }

  /** The same, told with the trace in which it happened. */
  public ErrorInfo within(String trace) {
    return new ErrorInfo(code, message, retryable, retryAfterMs, trace);
  }
}
