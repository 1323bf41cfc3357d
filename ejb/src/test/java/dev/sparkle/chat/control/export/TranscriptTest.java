package dev.sparkle.chat.control.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sparkle.chat.entity.Message;
import dev.sparkle.knowledge.entity.Citation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TranscriptTest {

  private static final Instant AT = Instant.parse("2026-11-25T12:00:00.123Z");

  @Test
  void quotesTheQuestionAndNamesTheSourcesThatTheAnswerRefersTo() {
    List<Citation> citations =
        List.of(
            new Citation(1, UUID.randomUUID(), "Cells", 12, "…", 1),
            new Citation(2, UUID.randomUUID(), "Plants", null, "…", 1));

    String text =
        transcript(
                said(Message.LEARNER, "What is *osmosis*?\n# and <b>?", List.of(), null),
                said(Message.TUTOR, "Water **moves** [1].", citations, "stopped"),
                said(Message.TUTOR, "", List.of(), "failed"))
            .markdown();

    assertEquals(
        """
        # A \\[title\\]

        > 2026-11-25T12:00:00Z
        >
        > What is \\*osmosis\\*?
        > \\# and \\<b\\>?

        Water **moves** [1].

        *stopped*

        [1] Cells, p. 12 \s

        *No answer.*
        """,
        text);
  }

  private static Transcript transcript(Transcript.Said... said) {
    return new Transcript(UUID.randomUUID(), "A [title]", AT, AT, List.of(said));
  }

  private static Transcript.Said said(
      String role, String text, List<Citation> citations, String outcome) {
    return new Transcript.Said(UUID.randomUUID(), role, text, citations, outcome, AT);
  }
}
