package dev.sparkle.chat.control;

import dev.sparkle.chat.entity.ChatEvent;
import dev.sparkle.chat.entity.ErrorInfo;
import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.llm.control.AnswerSink;
import dev.sparkle.llm.control.Cancellation;
import dev.sparkle.llm.entity.Allowance;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.Origin;
import dev.sparkle.llm.entity.TokenUsage;
import dev.sparkle.platform.control.SerialExecutor;
import dev.sparkle.platform.control.Traces;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * An answer on its way. What comes into the sink becomes numbered events for all who follow; deltas
 * are gathered for a moment so that a phone is not woken for every token, the first one is not.
 *
 * <p>Everything happens on one serial executor: no locks, and nobody who calls the sink ever waits.
 * All events stay in memory while the generation lives here, so that a follower may come at any
 * time and start after any event.
 */
final class LiveGeneration implements AnswerSink {

  private static final Logger LOG = System.getLogger(LiveGeneration.class.getName());

  /** Keeps a finished answer. Runs on the generation's executor and may block. */
  interface Keeper {
    /**
     * @param firstWordsMillis from the question to the first words on their way; null: there were
     *     none
     * @return whether it was kept; false if this node is no longer the one to say
     * @throws RuntimeException if it could not be kept now
     */
    boolean keep(
        String text,
        List<Citation> citations,
        String outcome,
        TokenUsage usage,
        Integer firstWordsMillis);
  }

  /** Runs an action some milliseconds from now. */
  interface Delay {
    void run(Runnable action, long millis);
  }

  /**
   * How words are gathered: at most one frame of them in so many milliseconds. Words that come
   * slower than that need no timer, which is most of them: a timer costs more than a frame.
   *
   * @param nanoTime a clock that never goes back
   */
  record Gathering(Delay delay, LongSupplier nanoTime, long millis) {

    private long restNanos(long sentAt) {
      return TimeUnit.MILLISECONDS.toNanos(millis) - (nanoTime.getAsLong() - sentAt);
    }

    private void later(Runnable action, long restNanos) {
      // rounded up, so that it is never too early
      delay.run(action, (restNanos + 999_999) / 1_000_000);
    }
  }

  /** What is in this node's memory is there for all who follow. */
  private static final Runnable NEVER_LOST = () -> {};

  private final UUID id;
  private final UUID account;
  private final UUID answerId;
  private final EventFrames frames;
  private final Executor inOrder;
  private final Gathering pace;
  private final Keeper keeper;
  private final Follower log;
  private final Consumer<ChatEvent> watcher;
  private final Runnable afterEnd;
  private final Cancellation cancellation = new Cancellation();
  private final long begun;

  private final Audience audience = new Audience();
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder unsent = new StringBuilder();
  private List<Citation> citations = List.of();
  private TokenUsage usage = TokenUsage.NONE;
  private Allowance remaining;
  private Origin origin;
  private boolean spoken;
  private Integer firstWordsMillis;
  private boolean gathering;
  private long sentAt;
  private boolean ended;

  LiveGeneration(
      GenerationDesk.Opened opened,
      UUID account,
      Executor pool,
      Gathering pace,
      Keeper keeper,
      Follower log,
      Consumer<ChatEvent> watcher,
      Runnable afterEnd) {
    this.id = opened.generation();
    this.account = account;
    this.answerId = opened.answer();
    this.frames = new EventFrames(opened.generation(), opened.conversation());
    this.inOrder = new SerialExecutor(pool);
    this.pace = pace;
    this.begun = pace.nanoTime().getAsLong();
    this.keeper = keeper;
    this.log = log;
    this.watcher = watcher;
    this.afterEnd = afterEnd;
  }

  UUID id() {
    return id;
  }

  UUID account() {
    return account;
  }

  /** The first event. */
  void accepted(String requestId, UUID questionId) {
    inOrder.execute(() -> publish(new ChatEvent.Accepted(requestId, questionId)));
  }

  /** Tells the follower all events after that one, those to come included. */
  void follow(Follower follower, long afterSeq) {
    follow(follower, afterSeq, () -> {});
  }

  /** The same, and runs an action just before the first of them. */
  void follow(Follower follower, long afterSeq, Runnable first) {
    inOrder.execute(
        () -> {
          audience.leave(follower);
          first.run();
          audience.join(follower, afterSeq, NEVER_LOST);
        });
  }

  /** Tells the follower all events, unless it is told them already. */
  void join(Follower follower) {
    inOrder.execute(
        () -> {
          if (!audience.has(follower)) {
            audience.join(follower, 0, NEVER_LOST);
          }
        });
  }

  /** Tells the follower nothing more. */
  void unfollow(Follower follower) {
    inOrder.execute(() -> audience.leave(follower));
  }

  @Override
  public Cancellation cancellation() {
    return cancellation;
  }

  @Override
  public void status(Status status) {
    inOrder.execute(() -> publish(state(status)));
  }

  /** Who speaks is told with the status that announces the words. */
  private ChatEvent state(Status status) {
    String state = status.name().toLowerCase(Locale.ROOT);
    return status == Status.GENERATING && origin != null
        ? new ChatEvent.State(
            state, origin.kind().wireName(), origin.note().isEmpty() ? null : origin.note())
        : new ChatEvent.State(state, null, null);
  }

  @Override
  public void origin(Origin speaker) {
    inOrder.execute(() -> origin = speaker);
  }

  @Override
  public void citations(List<Citation> found) {
    inOrder.execute(
        () -> {
          citations = List.copyOf(found);
          publish(new ChatEvent.Citations(citations));
        });
  }

  @Override
  public void delta(String words) {
    inOrder.execute(
        () -> {
          if (ended || words.isEmpty()) {
            return;
          }
          text.append(words);
          unsent.append(words);
          if (!gathering) {
            sendOrGather();
          }
        });
  }

  private void sendOrGather() {
    long rest = spoken ? pace.restNanos(sentAt) : 0;
    if (rest <= 0) {
      sentAt = pace.nanoTime().getAsLong();
      if (!spoken) {
        firstWordsMillis = (int) TimeUnit.NANOSECONDS.toMillis(sentAt - begun);
      }
      spoken = true;
      flush();
    } else {
      gathering = true;
      pace.later(() -> inOrder.execute(this::gathered), rest);
    }
  }

  private void gathered() {
    gathering = false;
    if (!unsent.isEmpty() && !ended) {
      sendOrGather();
    }
  }

  private void flush() {
    if (!unsent.isEmpty()) {
      String words = unsent.toString();
      unsent.setLength(0);
      publish(new ChatEvent.Delta(words));
    }
  }

  @Override
  public void redacted(String kind, int count) {
    inOrder.execute(
        () -> {
          flush();
          publish(new ChatEvent.Redacted(kind, count));
        });
  }

  @Override
  public void usage(TokenUsage consumed) {
    inOrder.execute(() -> usage = consumed);
  }

  @Override
  public void allowance(Allowance left) {
    inOrder.execute(() -> remaining = left);
  }

  @Override
  public void end(Ending ending) {
    inOrder.execute(() -> finish(ending));
  }

  private void finish(Ending ending) {
    if (ended) {
      return;
    }
    flush();
    ChatEvent last = lastEvent(ending);
    if (ending instanceof Ending.Failed failed) {
      LOG.log(Level.WARNING, "an answer failed: {0}", failed.code());
    }
    try {
      String outcome = last.type().substring("chat.".length());
      if (!keeper.keep(text.toString(), citations, outcome, usage, firstWordsMillis)) {
        last = lost("taken_over", "Another server ended this answer. Please ask again.");
      }
    } catch (RuntimeException notKept) {
      LOG.log(Level.ERROR, "an answer could not be kept", notKept);
      last = lost("not_saved", "The answer could not be saved. Please ask again.");
    }
    publish(
        new ChatEvent.Usage(
            usage.inputTokens(), usage.outputTokens(), usage.costMicros(), remaining));
    publish(last);
    ended = true;
    afterEnd.run();
  }

  private ChatEvent lastEvent(Ending ending) {
    if (ending instanceof Ending.Done done) {
      return new ChatEvent.Done(done.truncated() ? "length" : "stop", answerId);
    }
    if (ending instanceof Ending.Stopped) {
      return new ChatEvent.Stopped("cancelled", answerId);
    }
    if (ending instanceof Ending.Blocked blocked) {
      return new ChatEvent.Blocked(
          "content_filter", answerId, blocked.layer(), blocked.reason(), blocked.sentence());
    }
    Ending.Failed failed = (Ending.Failed) ending;
    return new ChatEvent.Failed(
        "error",
        answerId,
        new ErrorInfo(failed.code(), failed.message(), failed.retryable(), failed.retryAfterMs())
            .within(Traces.id()));
  }

  private ChatEvent lost(String code, String message) {
    return new ChatEvent.Failed(
        "error", answerId, new ErrorInfo(code, message, true, null).within(Traces.id()));
  }

  private void publish(ChatEvent event) {
    if (ended) {
      return;
    }
    Published published = frames.next(event);
    log.event(published);
    watcher.accept(event);
    audience.tell(published);
  }
}
