package dev.sparkle.knowledge.boundary;

import dev.sparkle.knowledge.entity.Audience;
import dev.sparkle.knowledge.entity.Upload;
import dev.sparkle.platform.boundary.Problem;
import jakarta.ws.rs.core.EntityPart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes an upload of the parts of a form, in whatever order they come. */
final class UploadForm {

  /** Bytes of a text field; what is longer is no title. */
  private static final int MAX_FIELD = 4096;

  private UploadForm() {}

  /**
   * Reads the text fields; the file is left to be read.
   *
   * @throws dev.sparkle.platform.boundary.ProblemException if the form is not as agreed
   */
  static Upload read(List<EntityPart> parts) throws IOException {
    EntityPart file = null;
    String title = null;
    String course = null;
    Audience audience = Audience.ME;
    for (EntityPart part : parts) {
      switch (part.getName()) {
        case "file" -> file = part;
        case "title" -> title = text(part);
        case "course" -> course = text(part);
        case "audience" -> audience = audience(text(part));
        default -> {} // as every form: what is not known is not needed
      }
    }
    if (file == null) {
      throw Problem.of(400, "file_missing", "Send the document as the form's field \"file\".");
    }
    String fileName = file.getFileName().map(UploadForm::utf8).orElse(null);
    return new Upload(fileName, title, course, audience, file.getContent());
  }

  private static String text(EntityPart part) throws IOException {
    try (InputStream content = part.getContent()) {
      byte[] bytes = content.readNBytes(MAX_FIELD + 1);
      if (bytes.length > MAX_FIELD) {
        throw Problem.of(
            400, "field_too_long", "The field " + part.getName() + " is longer than a line.");
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

  /** Browsers send names in UTF-8, which the container hands on byte by byte. */
  private static String utf8(String name) {
    try {
      byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
      boolean latin = new String(bytes, StandardCharsets.ISO_8859_1).equals(name);
      return latin
          ? StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString()
          : name;
    } catch (CharacterCodingException e) {
      return name;
    }
  }
}
