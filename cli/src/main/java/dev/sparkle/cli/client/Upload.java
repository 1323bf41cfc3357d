package dev.sparkle.cli.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A file to take in, sent as a multipart form without holding it in memory.
 *
 * @param title null: the server takes it from the file
 * @param course null: none
 * @param audience {@code me} or {@code everyone}; null: the server's choice
 */
public record Upload(Path file, String title, String course, String audience) {

  private static final Map<String, String> TYPES =
      Map.of(
          "md", "text/markdown",
          "markdown", "text/markdown",
          "html", "text/html",
          "htm", "text/html",
          "pdf", "application/pdf",
          "txt", "text/plain");

  /** A form, ready to be sent. */
  record Form(BodyPublisher body, String contentType) {}

  Form form() throws FileNotFoundException {
    String boundary = "sparkle-" + UUID.randomUUID();
    StringBuilder fields = new StringBuilder();
    field(fields, boundary, "title", title);
    field(fields, boundary, "course", course);
    field(fields, boundary, "audience", audience);
    String name = file.getFileName().toString();
    fields
        .append("--%s\r\n".formatted(boundary))
        .append("Content-Disposition: form-data; name=\"file\"; filename=\"")
        .append(quoted(name))
        .append("\"\r\nContent-Type: %s\r\n\r\n".formatted(type(name)));
    return new Form(
        BodyPublishers.concat(
            BodyPublishers.ofString(fields.toString()),
            BodyPublishers.ofFile(file),
            BodyPublishers.ofString("\r\n--" + boundary + "--\r\n", StandardCharsets.US_ASCII)),
        "multipart/form-data; boundary=" + boundary);
  }

  private static void field(StringBuilder form, String boundary, String name, String value) {
    if (value != null) {
      form.append("--%s\r\n".formatted(boundary))
          .append("Content-Disposition: form-data; name=\"%s\"\r\n".formatted(name))
          .append("Content-Type: text/plain; charset=UTF-8\r\n\r\n")
          .append(value)
          .append("\r\n");
    }
  }

  /** As browsers do it (WHATWG, multipart/form-data encoding). */
  private static String quoted(String name) {
    return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String type(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(ending, "application/octet-stream");
  }
}
