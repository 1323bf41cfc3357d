package dev.sparkle.platform.boundary;

import dev.sparkle.platform.control.LogContext;
import jakarta.ws.rs.core.Response;

/**
 * An error as RFC 9457 has it.
 *
 * @param type always {@code about:blank}: {@code code} tells the kind
 * @param title the status in words
 * @param status the HTTP status
 * @param code stable; docs/api/errors.md
 * @param detail a sentence for a person: what happened, and what to do
 * @param requestId finds the request in the logs
 */
public record Problem(
    String type, String title, int status, String code, String detail, String requestId) {

  static final String MEDIA_TYPE = "application/problem+json";

  /** A problem of this request, ready to be thrown. */
  public static ProblemException of(int status, String code, String detail) {
    return new ProblemException(response(status, code, detail));
  }

  static Response response(int status, String code, String detail) {
    Response.StatusType known = Response.Status.fromStatusCode(status);
    String title = known == null ? "Error" : known.getReasonPhrase();
    return Response.status(status)
        .type(MEDIA_TYPE)
        .entity(
            new Problem(
                "about:blank",
                title,
                status,
                code,
                detail,
                LogContext.get(LogContext.Field.REQUEST)))
        .build();
  }
}
