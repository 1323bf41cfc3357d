package dev.sparkle.chat.control;

import dev.sparkle.chat.entity.AskOptions;
import dev.sparkle.chat.entity.Question;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.LogContext;
import dev.sparkle.platform.control.Settings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** The answers that this node is giving. */
@ApplicationScoped
public class Answers {

  private static final Logger LOG = System.getLogger(Answers.class.getName());

  /** A finished answer can be followed from memory for so long; then from the log. */
  private static final long AFTERGLOW_SECONDS = 60;

  /** What became of a question. */
  public sealed interface Asked {}

  /** It is being answered; the follower is told. */
  public record Answering(UUID generation) implements Asked {}

  /** The same request was taken before, and its events are no longer in this node's memory. */
  public record AnsweredBefore(UUID generation, UUID conversation) implements Asked {}

  /** It was not taken. */
  public record Refused(String code, String message) implements Asked {}

  private final Map<UUID, LiveGeneration> live = new ConcurrentHashMap<>();
  private final Map<UUID, LiveGeneration> finished = new ConcurrentHashMap<>();
  private final GenerationDesk desk;
  private final GenerationLog log;
  private final Tutor tutor;
  private final CurrentSettings settings;
  private final ManagedScheduledExecutorService executor;
  private final Tracer tracer;

  /** For the container's proxy. */
  protected Answers() {
    this(null, null, null, null, null, null);
  }

  @Inject
  public Answers(
      GenerationDesk desk,
      GenerationLog log,
      Tutor tutor,
      CurrentSettings settings,
      ManagedScheduledExecutorService executor,
      Tracer tracer) {
    this.desk = desk;
    this.log = log;
    this.tutor = tutor;
    this.settings = settings;
    this.executor = executor;
    this.tracer = tracer;
  }

  /**
   * Takes a question and starts to answer it. Blocks for the time of one short transaction.
   *
   * @param requestId the client's id of it, for idempotence
   * @param conversation null for a new one
   * @param follower is told all events, from the first
   */
  public Asked ask(
      Caller caller,
      String requestId,
      UUID conversation,
      String text,
      AskOptions options,
      Follower follower)
      throws SQLException {
    Settings.Chat limits = settings.get().chat();
    long mine = live.values().stream().filter(g -> g.account().equals(caller.account())).count();
    if (mine >= limits.generationsPerAccount()) {
      return new Refused(
          "too_many_answers",
          "Only "
              + limits.generationsPerAccount()
              + " answers can run at once. Wait for one to end, or stop it.");
    }
    GenerationDesk.Opening opening =
        desk.open(caller, requestId, conversation, text, limits.generationLease());
    if (opening instanceof GenerationDesk.UnknownConversation) {
      return new Refused(
          "conversation_not_found", "There is no such conversation. Leave it out to begin one.");
    }
    if (opening instanceof GenerationDesk.AskedBefore before) {
      return find(before.generation())
          .<Asked>map(
              generation -> {
                generation.follow(follower, 0);
                return new Answering(generation.id());
              })
          .orElseGet(() -> new AnsweredBefore(before.generation(), before.conversation()));
    }
    return start(caller, requestId, text, options, follower, (GenerationDesk.Opened) opening);
  }

  private Asked start(
      Caller caller,
      String requestId,
      String text,
      AskOptions options,
      Follower follower,
      GenerationDesk.Opened opened) {
    Span span = tracer.spanBuilder("chat answer").startSpan();
    span.setAttribute("sparkle.generation_id", opened.generation().toString());
    try (LogContext.Scope fields =
            LogContext.with(Map.of(LogContext.Field.GENERATION, opened.generation().toString()));
        Scope current = span.makeCurrent()) {
      Objects.requireNonNull(fields);
      Objects.requireNonNull(current);
      Executor pool = LogContext.within(executor);
      LiveGeneration generation =
          new LiveGeneration(
              opened,
              caller.account(),
              pool,
              (action, millis) -> executor.schedule(action, millis, TimeUnit.MILLISECONDS),
              settings.get().chat().coalesce().toMillis(),
              (answer, citations, outcome, usage) -> {
                try {
                  return desk.close(opened, caller, answer, citations, outcome, usage);
                } catch (SQLException e) {
                  throw new IllegalStateException("the database refused the answer", e);
                }
              },
              event -> log.append(opened.generation(), event),
              () -> {
                span.end();
                retire(opened.generation());
              });
      live.put(opened.generation(), generation);
      generation.follow(follower, 0);
      generation.accepted(requestId, opened.question());
      Question question =
          new Question(
              opened.generation(), opened.conversation(), opened.question(), text, options);
      try {
        pool.execute(() -> answer(caller, question, generation));
      } catch (RejectedExecutionException full) {
        generation.end(
            new Ending.Failed("busy", "Too much is going on. Please ask again.", true, 1000L));
      }
      return new Answering(opened.generation());
    }
  }

  /** Whatever breaks, errors of missing classes or models too, the generation ends. */
  private void answer(Caller caller, Question question, LiveGeneration generation) {
    try {
      tutor.answer(caller, question, generation);
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.ERROR, "the tutor failed", e);
      generation.end(
          new Ending.Failed(
              "internal", "Something broke while answering. Please ask again.", true, null));
    }
  }

  private void retire(UUID id) {
    LiveGeneration done = live.get(id);
    if (done != null) {
      finished.put(id, done);
      live.remove(id);
      executor.schedule(() -> finished.remove(id), AFTERGLOW_SECONDS, TimeUnit.SECONDS);
    }
  }

  /**
   * Stops an answer, keeping what was said.
   *
   * @return whether there is such a running answer of this caller on this node
   */
  public boolean stop(Caller caller, UUID generation) {
    LiveGeneration found = live.get(generation);
    if (found == null || !found.account().equals(caller.account())) {
      return false;
    }
    found.cancellation().request();
    return true;
  }

  /** Ends the work on an answer that another node has ended: nobody would keep its words. */
  void abandon(UUID generation) {
    find(generation).ifPresent(one -> one.cancellation().request());
  }

  /** Ends the work on all answers of an account that is gone. */
  void abandonAll(UUID account) {
    live.values().stream()
        .filter(one -> one.account().equals(account))
        .forEach(one -> one.cancellation().request());
  }

  /**
   * Tells a follower the events of an answer after that one, and all to come.
   *
   * @param first told before the first of these events
   * @return false if nothing was and nothing will be told: no such answer of this caller is in this
   *     node's memory
   */
  public boolean resume(
      Caller caller, UUID generation, long afterSeq, Runnable first, Follower follower) {
    Optional<LiveGeneration> found =
        find(generation).filter(one -> one.account().equals(caller.account()));
    found.ifPresent(
        one -> {
          one.unfollow(follower);
          one.follow(follower, afterSeq, first);
        });
    return found.isPresent();
  }

  /** Stops telling the follower anything. */
  public void leave(Follower follower) {
    live.values().forEach(generation -> generation.unfollow(follower));
  }

  private Optional<LiveGeneration> find(UUID generation) {
    LiveGeneration found = live.get(generation);
    return Optional.ofNullable(found == null ? finished.get(generation) : found);
  }

  /** The answers under way here. */
  public List<UUID> running() {
    return List.copyOf(live.keySet());
  }
}
