package dev.sparkle.safety.control.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.llm.control.AnswerSink;
import dev.sparkle.llm.control.Cancellation;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ValidatedSinkTest {

  private final List<String> events = new ArrayList<>();
  private final List<String> observed = new ArrayList<>();
  private final Cancellation learner = new Cancellation();
  private Ending ending;

  private ValidatedSink sink() {
    return new ValidatedSink(
        new Recorder(),
        new TimedFilter(OutputFilterTest::filter, System::nanoTime),
        (kind, action, count) -> observed.add(kind + " " + action.code() + " " + count),
        text -> text.replace("anna", "[e-mail]"),
        kind -> "because of " + kind);
  }

  @Test
  void masksOverChunkBordersAndTellsSo() {
    ValidatedSink sink = sink();
    sink.delta("Mail anna@scho");
    sink.delta("ol.org or bob@school");
    sink.delta(".org please.");
    sink.end(new Ending.Done(false));
    assertEquals(
        "Mail [e-mail] or [e-mail] please.",
        String.join("", events.stream().filter(e -> !e.startsWith("*")).toList()));
    assertTrue(events.contains("*redacted email 1"), events.toString());
    assertEquals("*end Done[truncated=false]", events.get(events.size() - 1));
    assertEquals(List.of("email mask 1", "email mask 1"), observed);
  }

  @Test
  void endsOnceAndCancelsTheProviderAtALeak() {
    ValidatedSink sink = sink();
    List<String> upstream = new ArrayList<>();
    sink.cancellation().onRequest(() -> upstream.add("stopped"));
    sink.delta("The code is 7f3a9c1be04d5826aa91c3d7 and ");
    sink.delta("more words ");
    sink.usage(TokenUsage.NONE);
    sink.end(new Ending.Stopped());
    assertEquals(List.of("stopped"), upstream);
    assertEquals(
        new Ending.Blocked(4, "canary", "because of canary"),
        assertInstanceOf(Ending.Blocked.class, ending));
    assertTrue(events.contains("*usage"), "what was used is told before the end: " + events);
    assertFalse(events.contains("more words "), events.toString());
    assertEquals(1, events.stream().filter(event -> event.startsWith("*end")).count());
    assertTrue(events.get(events.size() - 1).startsWith("*end"), events.toString());
    assertEquals(List.of("canary stop 1"), observed);
    assertFalse(learner.isRequested(), "it was not the learner who stopped");
  }

  @Test
  void flushesWhatItHoldsMaskedWhenTheAnswerBreaks() {
    ValidatedSink sink = sink();
    sink.delta("Call 030 1234567");
    sink.end(new Ending.Failed("upstream", "It broke.", true, null));
    assertEquals(List.of("Call ", "[phone]", "*redacted phone 1"), events.subList(0, 3));
    assertInstanceOf(Ending.Failed.class, ending);
  }

  @Test
  void masksExcerpts() {
    sink().citations(List.of(new Citation(1, UUID.randomUUID(), "Notes", null, "Ask anna", 1)));
    assertEquals(List.of("*citations Ask [e-mail]"), events);
  }

  @Test
  void handsTheLearnersStopOn() {
    ValidatedSink sink = sink();
    learner.request();
    assertTrue(sink.cancellation().isRequested());
  }

  private final class Recorder implements AnswerSink {

    @Override
    public void status(Status status) {
      events.add("*status " + status);
    }

    @Override
    public void citations(List<Citation> citations) {
      events.add("*citations " + citations.get(0).excerpt());
    }

    @Override
    public void delta(String text) {
      events.add(text);
    }

    @Override
    public void redacted(String kind, int count) {
      events.add("*redacted " + kind + " " + count);
    }

    @Override
    public void usage(TokenUsage usage) {
      events.add("*usage");
    }

    @Override
    public void end(Ending end) {
      ending = end;
      events.add("*end " + end);
    }

    @Override
    public Cancellation cancellation() {
      return learner;
    }
  }
}
