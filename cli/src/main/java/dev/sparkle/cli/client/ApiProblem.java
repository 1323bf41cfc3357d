package dev.sparkle.cli.client;

import com.fasterxml.jackson.databind.JsonNode;

/** The server answered with an error: a problem document (RFC 9457), or something without one. */
public final class ApiProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String requestId;

  private ApiProblem(int status, String code, String sentence, String requestId) {
    super(sentence);
    this.status = status;
    this.code = code;
    this.requestId = requestId;
  }

  /** What an answer says; {@code body} may be anything. */
  static ApiProblem of(int status, JsonNode body) {
    String title = body.path("title").asText("The server answered with status " + status + ".");
    return new ApiProblem(
        status,
        body.path("code").asText("http_" + status),
        body.path("detail").asText(title),
        body.path("requestId").asText(""));
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The stable code; {@code http_404} and the like where the server gave none. */
  public String code() {
    return code;
  }

  /** By which an operator finds it in the log; empty if the server gave none. */
  public String requestId() {
    return requestId;
  }
}
