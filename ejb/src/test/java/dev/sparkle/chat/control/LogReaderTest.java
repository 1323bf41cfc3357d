package dev.sparkle.chat.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Following an answer of another node by its log: whole and in order, or not at all. */
class LogReaderTest {

  private static final UUID ANSWER = new UUID(7, 1);
  private static final UUID CONVERSATION = new UUID(7, 2);

  private final PlayedLog log = new PlayedLog();
  private final ArrayDeque<Runnable> rounds = new ArrayDeque<>();
  private final Set<UUID> ended = new HashSet<>();
  private final List<EventLog.Begun> announced = new ArrayList<>();
  private long now = 1_000;
  private boolean listening;

  private final LogReader reader =
      new LogReader(
          log,
          generations -> {
            Set<UUID> found = new HashSet<>(generations);
            found.retainAll(ended);
            return found;
          },
          Runnable::run,
          (action, millis) -> rounds.add(action),
          () -> now,
          () -> listening,
          announced::add);

  /** A learner's client: what it saw, and whether it was sent to REST. */
  private static final class Client implements Follower {
    final List<Long> seen = new ArrayList<>();
    int found;
    int lost;

    @Override
    public void event(Published event) {
      seen.add(event.seq());
    }

    long last() {
      return seen.isEmpty() ? 0 : seen.get(seen.size() - 1);
    }
  }

  private static Published event(long seq, boolean terminal) {
    return new Published(seq, "{\"seq\":" + seq + "}", terminal);
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private void resume(Client client) {
    reader.follow(
        ANSWER,
        ended.contains(ANSWER),
        client,
        client.last(),
        () -> client.found++,
        () -> client.lost++);
  }

  private void round() {
    now += LogReader.PACE;
    Runnable next = rounds.poll();
    if (next != null) {
      next.run();
    }
  }

  private void rounds(long millis) {
    for (long until = now + millis; now < until; ) {
      round();
    }
  }

  private void say(long from, long to, boolean ends) {
    for (long seq = from; seq <= to; seq++) {
      log.append(ANSWER, event(seq, ends && seq == to));
    }
  }

  @Test
  void resumesAtEveryPositionWhereverTheLogIsJustThen() {
    int length = 12;
    for (int cut = 0; cut <= length; cut++) {
      for (int written = 1; written <= length; written++) {
        LogReaderTest each = new LogReaderTest();
        each.say(1, length, true);
        each.log.write(ANSWER, written);
        Client client = new Client();
        client.seen.addAll(upTo(cut));
        each.resume(client);
        each.rounds(100);
        each.log.writeAll(ANSWER);
        each.rounds(100);

        assertEquals(upTo(length), client.seen, "cut at " + cut + ", written " + written);
        assertEquals(1, client.found);
        assertEquals(0, client.lost);
        assertTrue(each.rounds.isEmpty(), "nobody follows, so nothing is read");
      }
    }
  }

  @Property(tries = 500)
  void seesTheLogInOrderHoweverOftenItIsCut(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int length) {
    LogReaderTest each = new LogReaderTest();
    Random random = new Random(seed);
    Client client = new Client();
    Client second = new Client();
    each.resume(client);
    long said = 0;
    long lagging = each.now;
    while (said < length) {
      int act = random.nextInt(6);
      if (act < 2) {
        long more = Math.min(length, said + 1 + random.nextInt(4));
        each.say(said + 1, more, more == length);
        said = more;
      } else if (act == 2) {
        each.log.write(ANSWER, random.nextInt(5));
      } else if (act == 3) {
        Client cut = random.nextBoolean() ? client : second;
        each.reader.leave(cut);
        if (random.nextBoolean()) {
          each.round();
        }
        each.resume(cut);
      } else {
        each.round();
      }
      if (!each.log.lags(ANSWER) || each.now - lagging > 1_000) {
        each.log.writeAll(ANSWER);
        lagging = each.now;
      }
    }
    each.log.writeAll(ANSWER);
    each.resume(second);
    each.rounds(200);

    assertEquals(upTo(length), client.seen);
    assertEquals(upTo(length), second.seen);
    assertEquals(0, client.lost + second.lost);
  }

  @Property(tries = 500)
  void neverTellsAHalfAnswerAsWholeWhateverBreaks(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int length) {
    LogReaderTest each = new LogReaderTest();
    Random random = new Random(seed);
    Client client = new Client();
    long said = 0;
    int what = random.nextInt(3);
    int when = random.nextInt(length);
    each.say(1, 1, false);
    said = 1;
    each.log.writeAll(ANSWER);
    each.resume(client);
    while (said < length) {
      if (said > when) {
        breakIt(each, what);
      }
      said++;
      each.say(said, said, said == length);
      if (random.nextBoolean()) {
        each.log.write(ANSWER, 1 + random.nextInt(3));
      }
      if (random.nextInt(4) == 0) {
        each.reader.leave(client);
        each.resume(client);
      }
      each.round();
    }
    each.ended.add(ANSWER);
    each.rounds(6_000);

    assertEquals(upTo(client.last()), client.seen, "in order, each once");
    boolean whole = client.last() == length;
    assertTrue(whole || client.lost > 0, "what is not whole is said not to be");
    assertTrue(each.rounds.isEmpty(), "nothing hangs");
  }

  private static void breakIt(LogReaderTest each, int what) {
    if (what == 0) {
      each.log.remove(ANSWER);
    } else if (what == 1) {
      each.log.away = true;
    } else {
      each.log.loseWhatWaits(ANSWER);
    }
  }

  @Test
  void tellsTheEndThatAnotherNodeMadeOfADeadNodesAnswer() {
    say(1, 5, false);
    log.writeAll(ANSWER);
    Client client = new Client();
    resume(client);
    rounds(3_500);
    assertEquals(upTo(5), client.seen);

    ended.add(ANSWER);
    log.endByOther(ANSWER);
    rounds(100);

    assertEquals(upTo(6), client.seen);
    assertEquals(0, client.lost);
  }

  @Test
  void sendsWhoSawMoreThanTheDeadNodeWroteToRest() {
    say(1, 5, false);
    log.writeAll(ANSWER);
    log.endByOther(ANSWER);
    ended.add(ANSWER);
    Client client = new Client();
    client.seen.addAll(upTo(6));
    resume(client);
    rounds(LogTail.PATIENCE + 100);

    assertEquals(0, client.found);
    assertEquals(1, client.lost);
  }

  @Test
  void recoversNothingOfAnEndedAnswerWhoseLogHasNoEnd() {
    say(1, 5, false);
    log.writeAll(ANSWER);
    ended.add(ANSWER);
    Client client = new Client();
    resume(client);
    rounds(LogTail.PATIENCE + 100);

    assertEquals(List.of(), client.seen);
    assertEquals(0, client.found);
    assertEquals(1, client.lost);
  }

  @Test
  void saysAtOnceThatTheLogsAreOutOfReach() {
    log.away = true;
    Client client = new Client();
    resume(client);

    assertEquals(1, client.lost);
    round();
    assertTrue(rounds.isEmpty());
  }

  @Test
  void sitsOutAMomentWithoutRedis() {
    say(1, 3, false);
    log.writeAll(ANSWER);
    Client client = new Client();
    resume(client);
    log.away = true;
    rounds(LogTail.PATIENCE - 200);
    log.away = false;
    say(4, 6, true);
    log.writeAll(ANSWER);
    rounds(100);

    assertEquals(upTo(6), client.seen);
    assertEquals(0, client.lost);
  }

  @Test
  void aRoundThatFailsSendsItsFollowersToRestAndIsNotTheLast() {
    say(1, 3, false);
    log.writeAll(ANSWER);
    Client first = new Client();
    resume(first);
    log.broken = true;
    round();
    assertEquals(1, first.lost);

    log.broken = false;
    Client second = new Client();
    resume(second);
    say(4, 5, true);
    log.writeAll(ANSWER);
    rounds(100);
    assertEquals(upTo(5), second.seen);
    assertTrue(rounds.isEmpty());
  }

  @Test
  void aFollowerWhoCannotBeToldKeepsNoOtherFromBeingServed() {
    say(1, 3, true);
    log.writeAll(ANSWER);
    Client second = new Client();
    reader.follow(
        ANSWER,
        false,
        new Client(),
        0,
        () -> {
          throw new IllegalStateException("his socket is gone");
        },
        () -> {});
    round();
    resume(second);
    rounds(100);
    assertEquals(upTo(3), second.seen);
    assertTrue(rounds.isEmpty());
  }

  @Test
  void readsOnceForAllWhoFollow() {
    say(1, 3, false);
    log.writeAll(ANSWER);
    for (int i = 0; i < 10; i++) {
      resume(new Client());
    }
    int before = log.rounds;
    round();
    assertEquals(before + 1, log.rounds);
  }

  @Test
  void hearsWhatBeginsWhileItListensAndNothingOfBefore() {
    log.announce(new UUID(0, 1), CONVERSATION);
    listening = true;
    reader.listen(() -> {});
    round();
    assertEquals(List.of(), announced);

    log.announce(ANSWER, CONVERSATION);
    round();
    assertEquals(List.of(new EventLog.Begun(ANSWER, CONVERSATION)), announced);

    listening = false;
    round();
    assertTrue(rounds.isEmpty());
    assertFalse(announced.isEmpty());
  }
}
