package dev.sparkle.platform.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sparkle.platform.control.Json;
import dev.sparkle.platform.control.LogContext;
import dev.sparkle.platform.control.Traces;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * An error as RFC 9457 has it.
 *
 * @param type always {@code about:blank}: {@code code} tells the kind
 * @param title the status in words
 * @param status the HTTP status
 * @param code stable; docs/api/errors.md
 * @param detail a sentence for a person: what happened, and what to do
 * @param requestId finds the request in the logs
 * @param traceId finds its trace; null if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String code,
    String detail,
    String requestId,
    String traceId) {

  static final String MEDIA_TYPE = "application/problem+json";

  private static final Map<Integer, String[]> WORDS =
      Map.of(
          400, new String[] {"bad_request", "The request could not be read."},
          401, new String[] {"unauthorized", "Sign in first: the access token is missing or old."},
          403, new String[] {"forbidden", "Your account may not do this."},
          404, new String[] {"not_found", "There is nothing here, or nothing of yours."},
          405, new String[] {"method_not_allowed", "This address does not know this method."},
          406, new String[] {"not_acceptable", "Only application/json can be given."},
          413, new String[] {"too_large", "The request is larger than allowed."},
          415,
              new String[] {
                "unsupported_media_type",
                "This address does not take that Content-Type; /openapi says which it takes."
              });

  /** A problem of this request, ready to be thrown. */
  public static ProblemException of(int status, String code, String detail) {
    return new ProblemException(response(status, code, detail));
  }

  /** A problem of this request that is over by itself after that time. */
  public static ProblemException until(int status, String code, String detail, Duration wait) {
    return new ProblemException(
        Response.fromResponse(response(status, code, detail))
            .header("Retry-After", Math.max(1, (wait.toMillis() + 999) / 1000))
            .build());
  }

  /** A problem of which only the status is known. */
  static Problem of(int status) {
    String[] words =
        WORDS.getOrDefault(status, new String[] {"bad_request", "The request is not valid."});
    return problem(status, words[0], words[1]);
  }

  /** Something broke; which status it got does not tell a client more. */
  static Problem broken(int status) {
    return problem(
        status, "internal", "Something broke here. Try again; if it stays, report the requestId.");
  }

  /** This node's roles do not include answering. */
  static Problem notServed(String detail) {
    return problem(503, "not_served_here", detail);
  }

  /** Answers a request that no resource sees. */
  public static void answer(HttpServletResponse response, int status, String code, String detail)
      throws IOException {
    problem(status, code, detail).write(response);
  }

  void write(HttpServletResponse response) throws IOException {
    response.setStatus(status);
    response.setContentType(MEDIA_TYPE);
    response.getOutputStream().write(Json.write(this).getBytes(StandardCharsets.UTF_8));
  }

  private static Problem problem(int status, String code, String detail) {
    Response.StatusType known = Response.Status.fromStatusCode(status);
    String title = known == null ? "Error" : known.getReasonPhrase();
    return new Problem(
        "about:blank",
        title,
        status,
        code,
        detail,
        LogContext.get(LogContext.Field.REQUEST),
        Traces.id());
  }

  static Response response(int status, String code, String detail) {
    return problem(status, code, detail).response();
  }

  /** The answer that carries it. */
  Response response() {
    return Response.status(status).type(MEDIA_TYPE).entity(this).build();
  }
}
