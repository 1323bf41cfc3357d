package dev.sparkle.chat.control;

import java.util.ArrayList;
import java.util.List;

/**
 * One answer, read from its log while another node gives it. It is whole or nothing: events are
 * told in order without a gap from the first, and when the log turns out not to be whole, or never
 * reaches what a follower has seen already, followers are told that they are lost.
 *
 * <p>Knows no clock: moments come from outside, in milliseconds. Not thread-safe.
 */
final class LogTail {

  /**
   * How long what should be in the log may be missing. A log is written behind by milliseconds; a
   * node that is dead is noticed within four seconds, and that is not waiting here.
   */
  static final long PATIENCE = 2_000;

  /** Somebody who waits until the log has what he has seen. */
  private record Waiting(
      Follower follower, long afterSeq, Runnable found, Runnable lost, long since) {}

  private final Audience audience = new Audience();
  private final List<Waiting> waiting = new ArrayList<>();
  private final long startedAt;
  private boolean endedByOther;
  private boolean lost;
  private long news;
  private long rowEndedAt = -1;
  private long awaySince = -1;

  LogTail(long now) {
    this.startedAt = now;
    this.news = now;
  }

  /**
   * Wants the events after that one.
   *
   * @param found run just before the first of them
   * @param gone run instead, or later, if they cannot be told
   */
  void follow(Follower follower, long afterSeq, Runnable found, Runnable gone, long now) {
    leave(follower);
    waiting.add(new Waiting(follower, afterSeq, found, gone, now));
    settle(now);
  }

  boolean has(Follower follower) {
    return audience.has(follower)
        || waiting.stream().anyMatch(each -> each.follower().equals(follower));
  }

  void leave(Follower follower) {
    audience.leave(follower);
    waiting.removeIf(each -> each.follower().equals(follower));
  }

  /**
   * The number from which on the log is to be read: the last one again, to see that it is there.
   */
  long from() {
    return Math.max(1, audience.last());
  }

  /** Whether nobody needs it any more. */
  boolean isOver() {
    return lost || audience.isEmpty() && waiting.isEmpty();
  }

  /** When something last came, or the reading began. */
  long news() {
    return news;
  }

  /** What the log holds from {@link #from()} on. */
  void take(List<EventLog.Entry> entries, long now) {
    awaySince = -1;
    long known = audience.last();
    if (entries.isEmpty()) {
      if (known > 0 || now - startedAt >= PATIENCE) {
        lose();
      }
    } else if (isWhole(entries, Math.max(1, known))) {
      entries.stream().filter(entry -> entry.event().seq() > known).forEach(this::add);
      if (audience.last() > known) {
        news = now;
      }
    } else {
      lose();
    }
    settle(now);
  }

  private static boolean isWhole(List<EventLog.Entry> entries, long from) {
    for (int i = 0; i < entries.size(); i++) {
      boolean last = i == entries.size() - 1;
      Published event = entries.get(i).event();
      if (event.seq() != from + i || event.terminal() && !last) {
        return false;
      }
    }
    return true;
  }

  private void add(EventLog.Entry entry) {
    endedByOther = entry.byOther();
    audience.tell(entry.event());
  }

  /** The logs are out of reach. Whoever is not served yet is told at once, others after a while. */
  void away(long now) {
    awaySince = awaySince < 0 ? now : awaySince;
    if (now - awaySince >= PATIENCE) {
      lose();
    } else {
      drop(List.copyOf(waiting));
    }
  }

  /** The answer has ended, so its log must end soon. */
  void rowEnded(long now) {
    rowEndedAt = rowEndedAt < 0 ? now : rowEndedAt;
  }

  /** Serves those whose events are there, and gives up those for whom they never came. */
  private void settle(long now) {
    // of an answer that has ended, all is there or nothing is told
    boolean servable = audience.last() > 0 && (rowEndedAt < 0 || audience.ended());
    for (Waiting each : servable ? List.copyOf(waiting) : List.<Waiting>of()) {
      if (!sawMore(each)) {
        waiting.remove(each);
        each.found().run();
        audience.join(each.follower(), each.afterSeq(), each.lost());
      }
    }
    if (rowEndedAt >= 0 && now - rowEndedAt >= PATIENCE && !audience.ended()) {
      lose();
    }
    drop(
        waiting.stream()
            .filter(each -> audience.ended() || now - each.since() >= PATIENCE)
            .toList());
  }

  /** Where another node ended the answer, the silent one may have said something else before. */
  private boolean sawMore(Waiting one) {
    return endedByOther ? one.afterSeq() >= audience.last() : one.afterSeq() > audience.last();
  }

  /** What is to come cannot be told. */
  void lose() {
    lost = true;
    audience.lose();
    drop(List.copyOf(waiting));
  }

  private void drop(List<Waiting> some) {
    waiting.removeAll(some);
    some.forEach(each -> each.lost().run());
  }
}
