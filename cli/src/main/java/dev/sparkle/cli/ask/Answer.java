package dev.sparkle.cli.ask;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.client.ChatEvent;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One answer: printed as it comes, or gathered and printed as JSON at its end. */
final class Answer {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneId.systemDefault());

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final long started = System.nanoTime();
  private final StringBuilder text = new StringBuilder();
  private final List<ChatEvent.Redacted> redacted = new ArrayList<>();
  private List<ChatEvent.Reference> citations = List.of();
  private String id;
  private String source;
  private boolean statusOpen;
  private long firstWords;
  private ChatEvent.Usage usage;
  private ChatEvent end;
  private volatile ChatEvent.At at;

  Answer(PrintWriter out, PrintWriter err, boolean json) {
    this.out = out;
    this.err = err;
    this.json = json;
  }

  /** The id under which the question was sent. */
  void asked(String questionId) {
    id = questionId;
  }

  String generationId() {
    return at == null ? null : at.generationId();
  }

  String conversationId() {
    return at == null ? null : at.conversationId();
  }

  /** Whether the server did not take the question at all. */
  boolean refusedFrame() {
    return end instanceof ChatEvent.BadFrame;
  }

  /** Takes the next event; false after the last one. */
  boolean take(ChatEvent event) {
    if (event instanceof ChatEvent.OfGeneration part) {
      at = part.at();
    }
    if (event instanceof ChatEvent.Status status) {
      status(status.state());
      note(status);
    } else if (event instanceof ChatEvent.Citations found) {
      citations = found.citations();
    } else if (event instanceof ChatEvent.Delta delta) {
      words(delta.text());
    } else if (event instanceof ChatEvent.Redacted masked) {
      redacted.add(masked);
    } else if (event instanceof ChatEvent.Usage counted) {
      usage = counted;
    } else if (last(event)) {
      end = event;
    }
    return end == null;
  }

  private boolean last(ChatEvent event) {
    boolean ours =
        event instanceof ChatEvent.BadFrame bad && (bad.id() == null || id.equals(bad.id()));
    return event instanceof ChatEvent.Terminal || event instanceof ChatEvent.Closed || ours;
  }

  private void status(String state) {
    if (!json) {
      out.print(statusOpen ? " · " + state : state);
      out.flush();
      statusOpen = true;
    }
  }

  /** Who speaks, if it is not the usual model. */
  private void note(ChatEvent.Status status) {
    if (status.source() != null) {
      source = status.source();
    }
    if (status.note() != null && !json) {
      closeStatus();
      out.println(status.note());
    }
  }

  private void words(String words) {
    if (text.isEmpty()) {
      firstWords = System.nanoTime() - started;
    }
    text.append(words);
    if (!json) {
      closeStatus();
      out.print(words);
      out.flush();
    }
  }

  private void closeStatus() {
    if (statusOpen) {
      out.println();
      statusOpen = false;
    }
  }

  /** Prints what is left and gives the exit code. */
  int finish() {
    double seconds = (System.nanoTime() - started) / 1e9;
    if (json) {
      out.println(object(seconds));
    } else {
      closeStatus();
      if (!text.isEmpty()) {
        out.println();
      }
      footer(seconds);
    }
    out.flush();
    return end instanceof ChatEvent.Done ? 0 : 1;
  }

  private void footer(double seconds) {
    redacted.forEach(masked -> out.printf("Masked: %d %s%n", masked.count(), masked.kind()));
    List<ChatEvent.Reference> used =
        citations.stream().filter(c -> text.indexOf("[" + c.ref() + "]") >= 0).toList();
    if (!used.isEmpty()) {
      out.println();
    }
    for (ChatEvent.Reference citation : used) {
      String page = citation.page() == null ? "" : ", p. " + citation.page();
      out.println("[" + citation.ref() + "] " + citation.title() + page);
    }
    if (!(end instanceof ChatEvent.Done)) {
      out.flush();
      err.println(sentence());
      err.flush();
    }
    if (!text.isEmpty()) {
      out.println(figures(seconds));
    }
  }

  private String figures(double seconds) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%.1f s", seconds));
    if (!text.isEmpty()) {
      line.append(String.format(Locale.ROOT, " · first words after %.1f s", firstWords / 1e9));
    }
    if (usage != null) {
      long tokens = usage.inputTokens() + usage.outputTokens();
      line.append(String.format(Locale.ROOT, " · %,d tokens", tokens));
      ChatEvent.Remaining left = usage.remaining();
      if (left != null && left.tokens() != null) {
        line.append(String.format(Locale.ROOT, ", %,d left", left.tokens()));
        line.append(left.resetsAt() == null ? "" : " until " + TIME.format(left.resetsAt()));
      }
    }
    return line.toString();
  }

  private String sentence() {
    if (end instanceof ChatEvent.Blocked blocked) {
      return blocked.message();
    }
    if (end instanceof ChatEvent.Failed failed) {
      return sentence(failed.error());
    }
    if (end instanceof ChatEvent.BadFrame bad) {
      return sentence(bad.error());
    }
    if (end instanceof ChatEvent.Stopped) {
      return "Stopped.";
    }
    return end instanceof ChatEvent.Closed closed
        ? "The server closed the connection (" + closed.code() + "). Ask again."
        : "The server has said nothing for two minutes. Look at: ./sparkle status";
  }

  private static String sentence(ChatEvent.Problem problem) {
    String again = problem.retryable() ? " Ask again" + when(problem) + "." : "";
    return problem.message() + again + " (" + problem.code() + ")";
  }

  private static String when(ChatEvent.Problem problem) {
    return problem.retryAfterMs() == null
        ? ""
        : " in " + (problem.retryAfterMs() + 999) / 1000 + " s";
  }

  private ObjectNode object(double seconds) {
    ObjectNode object = JSON.createObjectNode();
    object.put("outcome", outcome()).put("answer", text.toString());
    object.put("conversationId", conversationId()).put("generationId", generationId());
    if (end instanceof ChatEvent.Terminal terminal) {
      object.put("messageId", terminal.messageId()).put("finishReason", terminal.finishReason());
    }
    if (source != null) {
      object.put("source", source);
    }
    object.set("citations", JSON.valueToTree(citations));
    if (usage != null) {
      object.put("inputTokens", usage.inputTokens()).put("outputTokens", usage.outputTokens());
    }
    if (!(end instanceof ChatEvent.Done)) {
      object.put("message", sentence());
    }
    return object.put("seconds", seconds).put("firstWordsSeconds", firstWords / 1e9);
  }

  private String outcome() {
    return end == null ? "silent" : end.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
