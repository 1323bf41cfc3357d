package dev.sparkle.it;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A body to be sent to POST /materials, as agreed or not.
 *
 * @param type the header Content-Type
 */
record Form(String type, BodyPublisher body) {

  static final String TYPE = "multipart/form-data; boundary=border";

  private static final String END = "\r\n--border--\r\n";
  private static final int SLICE = 1 << 20;

  /** The form with one file. */
  static Form of(String fileName, byte[] content) {
    return raw(TYPE, file(fileName, content), END);
  }

  static Form of(String fileName, String content) {
    return of(fileName, content.getBytes(StandardCharsets.UTF_8));
  }

  /** A body of these pieces, bytes or text. */
  static Form raw(String type, Object... pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Object piece : pieces) {
      all.writeBytes(
          piece instanceof byte[] bytes
              ? bytes
              : piece.toString().getBytes(StandardCharsets.UTF_8));
    }
    return new Form(type, BodyPublishers.ofByteArray(all.toByteArray()));
  }

  /** A file of so many MiB that are made while they are sent. */
  static Form large(String fileName, int mebibytes, boolean sayLength) {
    byte[] slice = new byte[SLICE];
    Arrays.fill(slice, (byte) 'a');
    byte[] head = file(fileName, new byte[0]);
    Iterable<byte[]> slices = () -> IntStream.range(0, mebibytes).mapToObj(i -> slice).iterator();
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofByteArray(head),
            BodyPublishers.ofByteArrays(slices),
            BodyPublishers.ofString(END));
    long length = head.length + (long) mebibytes * SLICE + END.length();
    return new Form(TYPE, sayLength ? BodyPublishers.fromPublisher(body, length) : body);
  }

  /** A part with a file, without the border after it. */
  static byte[] file(String fileName, byte[] content) {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    part.writeBytes(
        ("--border\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + fileName
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    part.writeBytes(content);
    return part.toByteArray();
  }

  /** A part with a field, with the border after the part before. */
  static String field(String name, String value) {
    return "\r\n--border\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value;
  }

  /** The border after the last part. */
  static String end() {
    return END;
  }
}
