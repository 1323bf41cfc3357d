package dev.sparkle.llm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EventStreamBodyTest {

  private static final String BODY =
      "\uFEFF: a comment\r\n"
          + "data: {\"光\":\"合作用\"}\n\n"
          + "event: error\rdata: ünï 🌱\r\r"
          + "data: two\r\ndata:lines\r\nid: 7\r\nretry\r\n\r\n"
          + "data: [DONE]\n\ndata: late\n\n";

  private static final List<String> EVENTS =
      List.of("null|{\"光\":\"合作用\"}", "error|ünï 🌱", "null|two\nlines", "closed");

  private final List<String> told = new ArrayList<>();
  private final Subscription subscription = new Subscription();
  private final EventStreamBody body = new EventStreamBody(new Listener());

  @Test
  void readsTheSameEventsWhereverOneBorderFalls() {
    byte[] bytes = BODY.getBytes(StandardCharsets.UTF_8);
    for (int border = 0; border <= bytes.length; border++) {
      assertEquals(EVENTS, read(List.of(border), bytes), "border at " + border);
    }
  }

  @Property(tries = 500)
  void readsTheSameEventsWhereverManyBordersFall(
      @ForAll @Size(max = 40) List<@IntRange(max = 130) Integer> borders) {
    assertEquals(EVENTS, read(borders, BODY.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void refusesALineWithoutEnd() {
    body.onSubscribe(subscription);
    byte[] endless = "data: ".concat("x".repeat(64 * 1024)).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 8; i++) {
      body.onNext(List.of(ByteBuffer.wrap(endless)));
    }
    assertGarbage();
    assertTrue(subscription.cancelled);
  }

  @Test
  void refusesABodyWithoutEvents() {
    body.onSubscribe(subscription);
    body.onNext(List.of(ByteBuffer.wrap("<html>no model here</html>\n".getBytes())));
    body.onComplete();
    assertGarbage();
  }

  @Test
  void leavesOutAHalfLineAtTheEndAndKnowsThatItIsNotComplete() {
    assertEquals(List.of("null|whole", "closed"), read(List.of(), "data: whole\n\ndata: ha"));
  }

  @Test
  void takesAnEventWhoseEmptyLineIsMissing() {
    assertEquals(List.of("null|whole", "closed"), read(List.of(), "data: whole\n"));
  }

  @Test
  void asksForMoreOnlyAfterTheListenerReturned() {
    body.onSubscribe(subscription);
    assertEquals(1, subscription.requested);
    body.onNext(List.of(ByteBuffer.wrap("data: a\n\n".getBytes(StandardCharsets.UTF_8))));
    assertEquals(2, subscription.requested);
    assertFalse(body.complete());
  }

  private void assertGarbage() {
    CompletionException failed =
        assertThrows(CompletionException.class, () -> body.getBody().toCompletableFuture().join());
    assertEquals(GarbageException.class, failed.getCause().getClass());
  }

  private static List<String> read(List<Integer> borders, String text) {
    return read(borders, text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> read(List<Integer> borders, byte[] bytes) {
    EventStreamBodyTest test = new EventStreamBodyTest();
    test.body.onSubscribe(test.subscription);
    int from = 0;
    for (int border : borders.stream().filter(b -> b < bytes.length).sorted().toList()) {
      test.body.onNext(List.of(ByteBuffer.wrap(bytes, from, border - from)));
      from = border;
    }
    test.body.onNext(List.of(ByteBuffer.wrap(bytes, from, bytes.length - from)));
    test.body.onComplete();
    test.body.getBody().toCompletableFuture().join();
    return test.told;
  }

  private final class Listener implements ServerSentEventListener {

    @Override
    public void onEvent(ServerSentEvent event) {
      told.add(event.event() + "|" + event.data());
    }

    @Override
    public void onError(Throwable error) {
      told.add("error " + error);
    }

    @Override
    public void onClose() {
      told.add("closed");
    }
  }

  private static final class Subscription implements Flow.Subscription {

    private long requested;
    private boolean cancelled;

    @Override
    public void request(long n) {
      requested += n;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }
}
