package dev.sparkle.chat.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.platform.control.RedisLink;
import dev.sparkle.quota.control.RedisProcess;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The logs of answers in a real Redis: written by one node, read and ended by another. */
class GenerationLogIT {

  private final UUID answer = UUID.randomUUID();
  private final UUID conversation = UUID.randomUUID();
  private RedisProcess redis;
  private RedisLink oneLink;
  private RedisLink otherLink;
  private GenerationLog one;
  private WrittenLogs other;

  @BeforeEach
  void begin() throws Exception {
    redis = RedisProcess.single();
    oneLink = new RedisLink(redis.url(), Clock.systemUTC());
    otherLink = new RedisLink(redis.url(), Clock.systemUTC());
    one =
        new GenerationLog(
            oneLink, () -> Duration.ofMinutes(15), Runnable::run, (again, seconds) -> {});
    other = new WrittenLogs(otherLink);
  }

  @AfterEach
  void end() throws Exception {
    oneLink.close();
    otherLink.close();
    redis.close();
  }

  private void say(long from, long to, boolean ends) {
    for (long seq = from; seq <= to; seq++) {
      one.append(
          answer, conversation, new Published(seq, "{\"n\":" + seq + "}", ends && seq == to));
    }
  }

  private List<EventLog.Entry> read(long from) {
    return other.read(Map.of(answer, from)).orElseThrow().get(answer);
  }

  private static List<Long> numbers(List<EventLog.Entry> entries) {
    return entries.stream().map(entry -> entry.event().seq()).toList();
  }

  @Test
  void whatOneNodeSaysAnotherReadsFromWhereItWants() {
    say(1, 700, true);

    assertEquals(LongStream.rangeClosed(1, 700).boxed().toList(), numbers(read(1)));
    assertEquals(List.of(699L, 700L), numbers(read(699)));
    assertEquals("{\"n\":700}", read(700).get(0).event().json());
    assertTrue(read(700).get(0).event().terminal());
    assertFalse(read(699).get(0).event().terminal());
  }

  @Test
  void announcesWhatBeginsOnceAndNothingOfBefore() {
    say(1, 3, false);
    String now = other.begunAfter(null).orElseThrow().place();
    UUID next = UUID.randomUUID();
    one.append(next, conversation, new Published(1, "{}", false));
    one.append(next, conversation, new Published(2, "{}", false));

    EventLog.News news = other.begunAfter(now).orElseThrow();

    assertEquals(List.of(new EventLog.Begun(next, conversation)), news.begun());
    assertEquals(List.of(), other.begunAfter(news.place()).orElseThrow().begun());
  }

  @Test
  void theEndThatAnotherNodeWroteStaysWhateverTheSilentOneSaysLater() {
    say(1, 3, false);
    other.endOrphan(answer, seq -> new Published(seq, "{\"lost\":" + seq + "}", true));

    say(4, 6, true);

    assertEquals(List.of(1L, 2L, 3L, 4L), numbers(read(1)));
    EventLog.Entry end = read(4).get(0);
    assertTrue(end.byOther() && end.event().terminal());
    assertEquals("{\"lost\":4}", end.event().json());
  }

  @Test
  void endsNoLogThatIsGoneOrHasEnded() {
    other.endOrphan(answer, seq -> new Published(seq, "{}", true));
    assertEquals(List.of(), read(1));

    say(1, 2, true);
    other.endOrphan(answer, seq -> new Published(seq, "{}", true));
    assertEquals(List.of(1L, 2L), numbers(read(1)));
  }

  @Test
  void saysThatTheLogsAreOutOfReach() throws Exception {
    say(1, 2, false);
    redis.kill();

    assertTrue(other.read(Map.of(answer, 1L)).isEmpty());
    assertTrue(other.begunAfter(null).isEmpty());
  }
}
