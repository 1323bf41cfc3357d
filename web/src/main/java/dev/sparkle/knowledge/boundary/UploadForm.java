package dev.sparkle.knowledge.boundary;

import dev.sparkle.knowledge.entity.Audience;
import dev.sparkle.knowledge.entity.Upload;
import dev.sparkle.platform.boundary.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemHeaders;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.FileUploadSizeException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;

/**
 * The form of an upload, its parts in whatever order. Lies in memory or in temporary files, which
 * closing removes; more than the limit is never read.
 */
final class UploadForm implements AutoCloseable {

  /** Characters of a text field; what is longer is no title. */
  private static final int MAX_FIELD = 1000;

  /** Parts of a form: the four that are known, and some that clients add. */
  private static final int MAX_PARTS = 16;

  /** Bytes of the form beside the file. */
  private static final long FORM = 64 << 10;

  /** Bytes of a part's header: a file's name of 255 characters has up to 3 KB in a form. */
  private static final int PART_HEADER = 8 << 10;

  private final List<DiskFileItem> parts;
  private final InputStream content;
  private final Upload upload;

  private UploadForm(List<DiskFileItem> parts, InputStream content, Upload upload) {
    this.parts = parts;
    this.content = content;
    this.upload = upload;
  }

  /**
   * Reads the body.
   *
   * @throws dev.sparkle.platform.boundary.ProblemException if the form is not as agreed
   */
  static UploadForm read(HttpServletRequest request, long maxBytes) throws IOException {
    List<DiskFileItem> parts = parts(request, maxBytes);
    try {
      DiskFileItem file = part(parts, "file");
      if (file == null || file.isFormField()) {
        throw Problem.of(400, "file_missing", "Send the document as the form's field \"file\".");
      }
      if (parts.stream().filter(part -> "file".equals(part.getFieldName())).count() > 1) {
        throw Problem.of(400, "one_file", "Send one file at a time; this form has several.");
      }
      InputStream content = file.getInputStream();
      Upload upload =
          new Upload(
              URLDecoder.decode(file.getName(), StandardCharsets.UTF_8),
              text(parts, "title"),
              text(parts, "course"),
              audience(parts),
              content);
      return new UploadForm(parts, content, upload);
    } catch (IOException | RuntimeException e) {
      delete(parts);
      throw e;
    }
  }

  Upload upload() {
    return upload;
  }

  @Override
  public void close() throws IOException {
    try {
      content.close();
    } finally {
      delete(parts);
    }
  }

  private static List<DiskFileItem> parts(HttpServletRequest request, long maxBytes) {
    JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory> reader = new Reader();
    reader.setHeaderCharset(StandardCharsets.UTF_8);
    reader.setMaxFileSize(maxBytes);
    reader.setMaxSize(maxBytes + FORM);
    reader.setMaxFileCount(MAX_PARTS);
    reader.setMaxPartHeaderSize(PART_HEADER);
    try {
      return reader.parseRequest(request);
    } catch (FileUploadException e) {
      if (e instanceof FileUploadSizeException size && size.getPermitted() >= maxBytes) {
        throw Problem.of(
            413,
            "too_large",
            "The file is larger than %d MiB. Split it, or leave out the pictures, and upload the"
                    .formatted(maxBytes >> 20)
                + " parts.");
      }
      throw Problem.of(
          400,
          "bad_form",
          "The form could not be read. Send it whole, as multipart/form-data, with the file and"
              + " the fields that are known.");
    }
  }

  /**
   * Takes a file's name as it is. The library wants one that this machine's file system could have,
   * which under some locales has none but ASCII letters; it never gets to be one.
   */
  private static final class Reader
      extends JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory> {

    Reader() {
      super(DiskFileItemFactory.builder().get());
    }

    @Override
    public String getFileName(FileItemHeaders headers) {
      String name = super.getFileName(headers);
      return name == null ? null : URLEncoder.encode(name, StandardCharsets.UTF_8);
    }
  }

  private static DiskFileItem part(List<DiskFileItem> parts, String name) {
    return parts.stream().filter(part -> name.equals(part.getFieldName())).findFirst().orElse(null);
  }

  private static String text(List<DiskFileItem> parts, String name) throws IOException {
    DiskFileItem part = part(parts, name);
    // four bytes are the longest character; nothing longer is even read into memory
    boolean fits = part == null || part.getSize() <= 4L * MAX_FIELD;
    String text = part == null || !fits ? null : part.getString(StandardCharsets.UTF_8);
    if (!fits || text != null && text.length() > MAX_FIELD) {
      throw Problem.of(400, "field_too_long", "The field " + name + " is longer than a line.");
    }
    return text;
  }

  private static Audience audience(List<DiskFileItem> parts) throws IOException {
    String wireName = text(parts, "audience");
    try {
      return wireName == null ? Audience.ME : Audience.of(wireName.strip());
    } catch (IllegalArgumentException e) {
      throw Problem.of(400, "bad_audience", "The field audience is \"me\" or \"everyone\".");
    }
  }

  private static void delete(List<DiskFileItem> parts) throws IOException {
    for (DiskFileItem part : parts) {
      part.delete();
    }
  }
}
