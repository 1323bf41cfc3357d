package dev.sparkle.knowledge.entity;

import java.io.InputStream;
import java.util.Objects;

/**
 * What somebody hands in.
 *
 * @param fileName as the client calls it; folders are cut off
 * @param title what the owner calls it; null: the document's own title
 * @param course the course it belongs to, or null
 * @param audience who shall find it
 * @param content the bytes, read once, at most as far as the size limit; closed by whoever opened
 *     it
 */
public record Upload(
    String fileName, String title, String course, Audience audience, InputStream content) {

  /** Longest title, course and file name, in characters: one line on a desk, three on a phone. */
  public static final int MAX_NAME = 200;

  public Upload {
    fileName = name(fileName);
    if (fileName == null) {
      fileName = "unnamed";
    }
    title = line(title);
    course = line(course);
    Objects.requireNonNull(audience, "audience");
    Objects.requireNonNull(content, "content");
  }

  private static String name(String path) {
    if (path == null) {
      return null;
    }
    return line(path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1));
  }

  /** One line of at most {@link #MAX_NAME} characters without control characters; null if empty. */
  private static String line(String text) {
    if (text == null) {
      return null;
    }
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    if (line.length() > MAX_NAME) {
      int cut = Character.isHighSurrogate(line.charAt(MAX_NAME - 1)) ? MAX_NAME - 1 : MAX_NAME;
      line = line.substring(0, cut);
    }
    return line.isEmpty() ? null : line;
  }
}
