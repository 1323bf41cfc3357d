package dev.sparkle.chat.boundary;

import dev.sparkle.platform.boundary.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** The form in which conversations are taken away. */
enum TranscriptFormat {
  JSON("application/json", ".json"),
  MARKDOWN("text/markdown;charset=UTF-8", ".md");

  private final String mediaType;
  private final String ending;

  TranscriptFormat(String mediaType, String ending) {
    this.mediaType = mediaType;
    this.ending = ending;
  }

  /** The format of a query's parameter; JSON if it names none. */
  static TranscriptFormat of(String name) {
    return switch (name == null ? "json" : name) {
      case "json" -> JSON;
      case "markdown" -> MARKDOWN;
      default -> throw Problem.of(400, "bad_format", "format is json or markdown.");
    };
  }

  /** A file for the learner to keep. */
  Response file(Object content, String name) {
    return Response.ok(content, mediaType)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ending + "\"")
        .build();
  }
}
