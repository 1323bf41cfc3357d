package dev.sparkle.chat.control.export;

import dev.sparkle.chat.entity.Conversation;
import dev.sparkle.chat.entity.Message;
import dev.sparkle.knowledge.entity.Citation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * A conversation to take away, as JSON (the record's own fields) or as Markdown to be read.
 *
 * @param messages in their order
 */
public record Transcript(
    UUID id, String title, Instant createdAt, Instant updatedAt, List<Said> messages) {

  /** A message; as over REST. */
  public record Said(
      UUID id,
      String role,
      String text,
      List<Citation> citations,
      String outcome,
      Instant createdAt) {}

  public static Transcript of(Conversation conversation, List<Message> messages) {
    return new Transcript(
        conversation.id(),
        conversation.title(),
        conversation.createdAt(),
        conversation.updatedAt(),
        messages.stream()
            .map(
                m ->
                    new Said(m.id(), m.role(), m.text(), m.citations(), m.outcome(), m.createdAt()))
            .toList());
  }

  /**
   * As Markdown: questions quoted, answers as the tutor wrote them, then their sources. What a
   * learner typed is no markup there.
   */
  public String markdown() {
    StringBuilder out = new StringBuilder("# ").append(plain(title)).append("\n");
    for (Said said : messages) {
      out.append('\n');
      if (said.role().equals(Message.LEARNER)) {
        out.append(quoted(said));
      } else {
        out.append(said.text().isBlank() ? "*No answer.*" : said.text().strip()).append('\n');
        if (said.outcome() != null && !said.outcome().equals("done") && !said.text().isBlank()) {
          out.append("\n*").append(said.outcome()).append("*\n");
        }
        sources(said, out);
      }
    }
    return out.toString();
  }

  private static String quoted(Said said) {
    StringBuilder out =
        new StringBuilder("> ").append(said.createdAt().truncatedTo(ChronoUnit.SECONDS));
    out.append("\n>\n");
    said.text().strip().lines().forEach(line -> out.append("> ").append(plain(line)).append('\n'));
    return out.toString();
  }

  /** The sources that the text refers to. */
  private static void sources(Said said, StringBuilder out) {
    List<Citation> used =
        said.citations().stream()
            .filter(citation -> said.text().contains("[" + citation.ref() + "]"))
            .toList();
    if (!used.isEmpty()) {
      out.append('\n');
    }
    for (Citation citation : used) {
      out.append('[').append(citation.ref()).append("] ").append(plain(citation.title()));
      if (citation.page() != null) {
        out.append(", p. ").append(citation.page());
      }
      out.append("  \n");
    }
  }

  /** A line whose characters mean themselves (CommonMark 0.31, section 2.4). */
  private static String plain(String line) {
    return line.replaceAll("([\\\\`*_{}\\[\\]<>#+!|~-])", "\\\\$1");
  }
}
