package dev.sparkle.chat.control;

import dev.sparkle.chat.entity.ChatEvent;
import dev.sparkle.chat.entity.ErrorInfo;
import dev.sparkle.platform.control.RedisLink;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The answers of other nodes, and those that are no longer in this one's memory, as their logs tell
 * them; and who listens to conversations in which others may ask. What cannot be told is told so:
 * {@link Follower#lost}.
 */
@ApplicationScoped
public class AnswersElsewhere {

  private final Listeners listeners = new Listeners();
  private final AnswersHere here;
  private final WrittenLogs logs;
  private final LogReader reader;

  /** For the container's proxy. */
  protected AnswersElsewhere() {
    this.here = null;
    this.logs = null;
    this.reader = null;
  }

  @Inject
  public AnswersElsewhere(
      AnswersHere here,
      RedisLink redis,
      GenerationStandings standings,
      ManagedScheduledExecutorService executor) {
    this.here = here;
    this.logs = new WrittenLogs(redis);
    this.reader =
        new LogReader(
            logs,
            generations -> {
              try {
                return standings.ended(generations);
              } catch (SQLException e) {
                throw new IllegalStateException("the database does not say", e);
              }
            },
            executor,
            (action, millis) -> executor.schedule(action, millis, TimeUnit.MILLISECONDS),
            () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
            listeners::any,
            this::begun);
  }

  /**
   * Tells the events of an answer after that one, and all to come.
   *
   * @param found run before the first of them
   * @param lost run instead, or later, if they cannot be told
   */
  void follow(
      GenerationStandings.Standing answer,
      Follower follower,
      long afterSeq,
      Runnable found,
      Runnable lost) {
    reader.follow(answer.generation(), answer.ended(), follower, afterSeq, found, lost);
  }

  /**
   * Listens to a conversation from now on; then runs the action, which may look what runs in it.
   */
  void listen(Follower follower, UUID conversation, Runnable then) {
    listeners.listen(follower, conversation);
    reader.listen(then);
  }

  /** Listens to nothing any more. */
  void unlisten(Follower follower) {
    listeners.leave(follower);
  }

  /** Tells one who listens to the conversation of an answer that runs, unless he was told. */
  void tell(Follower follower, UUID generation, UUID conversation) {
    if (listeners.toTell(follower, generation, conversation)) {
      join(generation, follower);
    }
  }

  /** Tells all who listen to the conversation of an answer that begins, but for him who asked. */
  void begins(UUID generation, UUID conversation, Follower asker) {
    for (Follower each : listeners.toTell(generation, conversation)) {
      if (!each.equals(asker)) {
        join(generation, each);
      }
    }
  }

  private void begun(EventLog.Begun answer) {
    listeners
        .toTell(answer.generation(), answer.conversation())
        .forEach(each -> join(answer.generation(), each));
  }

  private void join(UUID generation, Follower follower) {
    here.find(generation)
        .ifPresentOrElse(
            live -> live.join(follower),
            () -> reader.join(generation, follower, () -> follower.lost(generation)));
  }

  /** Stops telling the follower of this answer. */
  void leave(UUID generation, Follower follower) {
    reader.leave(generation, follower);
  }

  /** Stops telling the follower anything. */
  void leave(Follower follower) {
    listeners.leave(follower);
    reader.leave(follower);
  }

  /** Ends the log of an answer whose node went silent, for those who follow it. */
  void endOrphan(GenerationDesk.Orphan orphan) {
    logs.endOrphan(
        orphan.generation(),
        seq ->
            new EventFrames(orphan.generation(), orphan.conversation(), seq - 1)
                .next(
                    new ChatEvent.Failed(
                        "error",
                        orphan.answer(),
                        new ErrorInfo(
                            "node_lost",
                            "The server that gave this answer is gone. Please ask again.",
                            true,
                            null))));
  }
}
