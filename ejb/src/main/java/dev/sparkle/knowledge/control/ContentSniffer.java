package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.MaterialFormat;
import dev.sparkle.knowledge.entity.Reading.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides by a file's first bytes what it is. Its name only tells Markdown from plain text, and is
 * held against the content; what the client claims counts for nothing.
 */
final class ContentSniffer {

  /** How many of the first bytes are looked at. PDF readers accept the header within 1,024. */
  static final int HEAD = 4096;

  private static final int PDF_HEADER_WITHIN = 1024;

  private static final Map<String, MaterialFormat> EXTENSIONS =
      Map.of(
          "pdf", MaterialFormat.PDF,
          "html", MaterialFormat.HTML,
          "htm", MaterialFormat.HTML,
          "xhtml", MaterialFormat.HTML,
          "md", MaterialFormat.MARKDOWN,
          "markdown", MaterialFormat.MARKDOWN,
          "txt", MaterialFormat.TEXT,
          "text", MaterialFormat.TEXT);

  /** Names that promise a format which is never plain text. */
  private static final Set<String> BINARY_EXTENSIONS =
      Set.of(
          "pdf", "doc", "docx", "ppt", "pptx", "xls", "xlsx", "odt", "odp", "ods", "epub", "zip",
          "gz", "7z", "rar", "png", "jpg", "jpeg", "gif", "webp", "mp3", "mp4", "exe");

  private record Magic(byte[] bytes, String what) {
    static Magic of(String hex, String what) {
      return new Magic(HexFormat.of().parseHex(hex), what);
    }
  }

  /** First bytes of what people try to upload; from the formats' specifications. */
  private static final List<Magic> MAGIC =
      List.of(
          Magic.of("504b0304", "an Office document, e-book or ZIP archive"),
          Magic.of("504b0506", "an empty ZIP archive"),
          Magic.of("d0cf11e0a1b11ae1", "an old Office document"),
          Magic.of("7b5c727466", "an RTF document"),
          Magic.of("89504e470d0a1a0a", "a PNG picture"),
          Magic.of("ffd8ff", "a JPEG picture"),
          Magic.of("47494638", "a GIF picture"),
          Magic.of("52494646", "a picture, sound or film"),
          Magic.of("1f8b", "a gzip archive"),
          Magic.of("377abcaf271c", "a 7z archive"),
          Magic.of("526172211a07", "a RAR archive"),
          Magic.of("25215053", "a PostScript document"),
          Magic.of("7f454c46", "a program"),
          Magic.of("cafebabe", "a program"),
          Magic.of("4d5a9000", "a program"),
          Magic.of("494433", "a sound file"));

  private static final Pattern HTML =
      Pattern.compile(
          "\\A\\s*(<\\?xml[^>]*>\\s*)?(<!--.*?-->\\s*)*<(!doctype\\s+html|html|head|body)\\b",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** Either what the file is, or why it cannot be used; the other one is null. */
  record Finding(MaterialFormat format, Unreadable unreadable) {}

  private ContentSniffer() {}

  /**
   * Looks at a file.
   *
   * @param fileName its name, of which the extension counts
   * @param head its first {@link #HEAD} bytes, or all if it has fewer
   */
  static Finding sniff(String fileName, byte[] head) {
    String extension = extension(fileName);
    if (head.length == 0) {
      return new Finding(null, Unreadables.emptyFile());
    }
    String latin = new String(head, StandardCharsets.ISO_8859_1);
    int pdf = latin.indexOf("%PDF-");
    if (pdf >= 0 && pdf < PDF_HEADER_WITHIN) {
      return named(extension, MaterialFormat.PDF, "a PDF document");
    }
    for (Magic magic : MAGIC) {
      if (startsWith(head, magic.bytes())) {
        return new Finding(
            null,
            EXTENSIONS.containsKey(extension)
                ? Unreadables.mismatch(extension, magic.what())
                : Unreadables.unsupported(magic.what()));
      }
    }
    return text(extension, head, latin);
  }

  private static Finding text(String extension, byte[] head, String latin) {
    if (TextDecoder.looksBinary(head)) {
      return new Finding(
          null,
          extension.equals("pdf")
              ? Unreadables.mismatch(extension, "something else")
              : Unreadables.notText());
    }
    if (BINARY_EXTENSIONS.contains(extension)) {
      return new Finding(null, Unreadables.mismatch(extension, "plain text"));
    }
    MaterialFormat byName = EXTENSIONS.getOrDefault(extension, MaterialFormat.TEXT);
    boolean html = HTML.matcher(latin.replace("\0", "").replaceFirst("^[^<\\s]{2,3}<", "<")).find();
    return new Finding(html ? MaterialFormat.HTML : byName, null);
  }

  private static Finding named(String extension, MaterialFormat found, String what) {
    MaterialFormat promised = EXTENSIONS.get(extension);
    return promised != null && promised != found
        ? new Finding(null, Unreadables.mismatch(extension, what))
        : new Finding(found, null);
  }

  private static boolean startsWith(byte[] head, byte[] magic) {
    if (head.length < magic.length) {
      return false;
    }
    for (int at = 0; at < magic.length; at++) {
      if (head[at] != magic[at]) {
        return false;
      }
    }
    return true;
  }

  private static String extension(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT).strip();
  }
}
