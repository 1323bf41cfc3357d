package dev.sparkle.knowledge.boundary;

import dev.sparkle.knowledge.entity.Audience;
import dev.sparkle.knowledge.entity.Upload;
import dev.sparkle.platform.boundary.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.RequestContext;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;

/**
 * The form of an upload: one file and some fields, in whatever order they come. The file lies on the
 * disk until the form is closed.
 *
 * <p>Not JAX-RS's own {@code EntityPart}: Liberty's parser takes a part whose file name has a letter
 * beyond ASCII for another field, and leaves its temporary file behind when an upload breaks off.
 */
final class UploadForm implements AutoCloseable {

  /** Bytes of a text field; what is longer is no title. */
  private static final int MAX_FIELD = 4096;

  /** Far more than the form has; who sends a million wants to hurt. */
  private static final int MAX_PARTS = 32;

  /** Bytes; file systems end at 255 a name, and browsers write three for each of some characters. */
  private static final int MAX_PART_HEADER = 8192;

  private final JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory> parser =
      new JakartaServletFileUpload<>();

  private final Map<String, String> fields = new HashMap<>();
  private Audience audience = Audience.ME;
  private String fileName;
  private Path file;
  private InputStream content;

  private UploadForm() {
    parser.setHeaderCharset(StandardCharsets.UTF_8);
    parser.setMaxPartHeaderSize(MAX_PART_HEADER);
  }

  /**
   * Reads a form.
   *
   * @param type the header Content-Type, with the border between the parts
   * @throws dev.sparkle.platform.boundary.ProblemException if the form is not as agreed
   */
  static UploadForm read(String type, InputStream body) throws IOException {
    UploadForm form = new UploadForm();
    try {
      form.parts(new Body(type, body));
    } catch (FileUploadException e) {
      form.close();
      throw Problem.of(
          400, "bad_form", "The form is incomplete or broken. Send the file once more.");
    } catch (IOException | RuntimeException e) {
      form.close();
      throw e;
    }
    return form;
  }

  private void parts(Body body) throws IOException {
    FileItemInputIterator parts = parser.getItemIterator(body);
    for (int count = 0; parts.hasNext(); count++) {
      if (count == MAX_PARTS) {
        throw Problem.of(400, "bad_form", "The form has too many parts.");
      }
      take(parts.next());
    }
    if (file == null) {
      throw Problem.of(400, "file_missing", "Send the document as the form's field \"file\".");
    }
    content = Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
  }

  private void take(FileItemInput part) throws IOException {
    switch (part.getFieldName()) {
      case "file" -> spool(part);
      case "title", "course" -> fields.put(part.getFieldName(), text(part));
      case "audience" -> audience = audience(text(part));
      default -> {} // as every form: what is not known is not needed
    }
  }

  private void spool(FileItemInput part) throws IOException {
    if (file != null) {
      throw Problem.of(400, "one_file", "Send one file at a time; this form has several.");
    }
    // not the part's own getName(): that wants a name which this machine's file system could have
    fileName = parser.getFileName(part.getHeaders());
    file = Files.createTempFile("sparkle-form-", ".tmp");
    try (InputStream in = part.getInputStream()) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String text(FileItemInput part) throws IOException {
    try (InputStream in = part.getInputStream()) {
      byte[] bytes = in.readNBytes(MAX_FIELD + 1);
      if (bytes.length > MAX_FIELD) {
        throw Problem.of(
            400, "field_too_long", "The field " + part.getFieldName() + " is longer than a line.");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static Audience audience(String wireName) {
    try {
      return Audience.of(wireName.strip());
    } catch (IllegalArgumentException e) {
      throw Problem.of(400, "bad_audience", "audience is \"me\" or \"everyone\".");
    }
  }

  /** What was handed in; good until the form is closed. */
  Upload upload() {
    return new Upload(fileName, fields.get("title"), fields.get("course"), audience, content);
  }

  @Override
  public void close() throws IOException {
    if (content != null) {
      content.close();
    } else if (file != null) {
      Files.deleteIfExists(file);
    }
  }

  /** What the parser wants to know of a request. */
  private record Body(String type, InputStream in) implements RequestContext {

    @Override
    public String getContentType() {
      return type;
    }

    @Override
    public InputStream getInputStream() {
      return in;
    }

    @Override
    public String getCharacterEncoding() {
      return StandardCharsets.UTF_8.name();
    }

    @Override
    public long getContentLength() {
      return -1; // the body itself knows where it ends
    }

    @Override
    public boolean isMultipartRelated() {
      return false;
    }
  }
}
