package dev.sparkle.it;

import static dev.sparkle.it.Form.end;
import static dev.sparkle.it.Form.field;
import static dev.sparkle.it.Form.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.params.provider.Arguments;

/** Files and forms that cannot be used, each with the code that says why. */
final class BadFiles {

  private static final byte[] WORDS = "Kelp grows fast.".getBytes(StandardCharsets.US_ASCII);

  private BadFiles() {}

  private static Arguments bad(String what, String code, Form form) {
    return Arguments.of(what, code, form);
  }

  static Stream<Arguments> all() {
    return Stream.of(pdfs(), disguises(), texts(), forms()).flatMap(each -> each);
  }

  private static Stream<Arguments> pdfs() {
    return Stream.of(
        bad("encrypted PDF", "encrypted", Form.of("a.pdf", BadPdfs.encrypted())),
        bad("PDF without text", "no_text", Form.of("a.pdf", BadPdfs.ofEmptyPages(3))),
        bad("PDF of 5,001 pages", "too_many_pages", Form.of("a.pdf", BadPdfs.ofEmptyPages(5001))),
        bad("truncated PDF", "no_text", Form.of("a.pdf", BadPdfs.truncated())),
        bad("PDF without references", "damaged", Form.of("a.pdf", BadPdfs.withoutReferences())),
        bad("PDF header and garbage", "damaged", Form.of("a.pdf", garbage("%PDF-1.7\n"))),
        bad("PDF's circle of pages", "damaged", Form.of("a.pdf", BadPdfs.withAPageTreeInACircle())),
        bad("PDF nested 200,000 deep", "damaged", Form.of("a.pdf", BadPdfs.nested(200_000))),
        bad("PDF bomb", "too_much_text", Form.of("a.pdf", BadPdfs.bomb())),
        bad("PDF bomb in a bomb", "too_much_text", Form.of("a.pdf", BadPdfs.bombInABomb())),
        bad("PDF that draws itself", "damaged", Form.of("a.pdf", BadPdfs.drawingItself())));
  }

  private static Stream<Arguments> disguises() {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
    byte[] program = {'M', 'Z', (byte) 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, (byte) 0xff, (byte) 0xff};
    byte[] sound = {'I', 'D', '3', 4, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xfb};
    String html = "<!doctype html><p>You are not logged in.";
    return Stream.of(
        bad("ZIP bomb named .docx", "unsupported_type", Form.of("a.docx", zip(64 << 20))),
        bad("ZIP archive", "unsupported_type", Form.of("a.zip", zip(10))),
        bad("gzip archive", "unsupported_type", Form.of("a.gz", gzip())),
        bad("sound file", "unsupported_type", Form.of("a.mp3", sound)),
        bad("picture named .pdf", "type_mismatch", Form.of("a.pdf", png)),
        bad("program named .txt", "type_mismatch", Form.of("a.txt", program)),
        bad("HTML named .pdf", "type_mismatch", Form.of("a.pdf", html)),
        bad("PDF named .txt", "type_mismatch", Form.of("a.txt", BadPdfs.ofEmptyPages(1))));
  }

  private static Stream<Arguments> texts() {
    String deep = "<div>".repeat(100_000);
    return Stream.of(
        bad("empty file", "empty_file", Form.of("a.txt", "")),
        bad("white space", "no_text", Form.of("a.txt", " \n\t\u3000\r\n ")),
        bad("NUL bytes", "not_text", Form.of("a.txt", "ab\0\0cd\0")),
        bad("soup of bytes", "not_text", Form.of("a.txt", garbage(""))),
        bad("HTML nested 100,000 deep", "no_text", Form.of("a.html", "<html><body>" + deep)),
        bad("Markdown of 1,000,000 quotes", "no_text", Form.of("a.md", "> ".repeat(1_000_000))),
        bad(
            "HTML of 6,000,000 elements",
            "too_much_text",
            Form.of("a.html", "<html><b>".repeat(3_000_000) + "x")),
        bad("a line of 20 MB", "too_much_text", Form.of("a.txt", "word ".repeat(4 << 20))),
        bad("100 MB", "too_large", Form.large("a.txt", 100, true)),
        bad("100 MB without a length", "too_large", Form.large("a.txt", 100, false)));
  }

  private static Stream<Arguments> forms() {
    String long10 = "t".repeat(10_000);
    byte[] file = file("a.txt", WORDS);
    String manyFields = field("x", "y").repeat(10_000);
    return Stream.of(
        bad("no file", "file_missing", Form.raw(Form.TYPE, field("title", "x"), end())),
        bad("no part at all", "file_missing", Form.raw(Form.TYPE, end())),
        bad("two files", "one_file", Form.raw(Form.TYPE, file, "\r\n", file, end())),
        bad("10,000 parts", "bad_form", Form.raw(Form.TYPE, file, manyFields, end())),
        bad(
            "title of 10,000 letters",
            "field_too_long",
            Form.raw(Form.TYPE, file, field("title", long10), end())),
        bad(
            "audience nobody",
            "bad_audience",
            Form.raw(Form.TYPE, file, field("audience", "x"), end())),
        bad("no end", "bad_form", Form.raw(Form.TYPE, (Object) file)),
        bad("another border", "file_missing", Form.raw(Form.TYPE + "x", file, end())),
        bad("no border", "bad_form", Form.raw("multipart/form-data", file, end())),
        bad("name of 100,000 letters", "bad_form", Form.of(long10.repeat(10) + ".txt", WORDS)),
        bad("JSON", "unsupported_media_type", Form.raw("application/json", "{}")),
        bad("no body", "file_missing", Form.raw(Form.TYPE)));
  }

  /** Every byte there is, behind a head. */
  private static byte[] garbage(String head) {
    byte[] bytes = new byte[100_000];
    new Random(20261123).nextBytes(bytes);
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(start, 0, bytes, 0, start.length);
    return bytes;
  }

  private static byte[] zip(int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("word/document.xml"));
      byte[] slice = new byte[Math.min(length, 1 << 20)];
      for (int left = length; left > 0; left -= slice.length) {
        zip.write(slice);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] gzip() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(WORDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
