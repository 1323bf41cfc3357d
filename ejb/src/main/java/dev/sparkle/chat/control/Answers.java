package dev.sparkle.chat.control;

import dev.sparkle.chat.entity.AskOptions;
import dev.sparkle.chat.entity.Branch;
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
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The answers that this node is giving. */
@ApplicationScoped
public class Answers {

  private static final Logger LOG = System.getLogger(Answers.class.getName());

  /** What became of a question. */
  public sealed interface Asked {}

  /** It is being answered; the follower is told. */
  public record Answering(UUID generation) implements Asked {}

  /** It was not taken. */
  public record Refused(String code, String message) implements Asked {}

  private final AnswersHere here;
  private final AnswersElsewhere elsewhere;
  private final GenerationStandings standings;
  private final GenerationDesk desk;
  private final GenerationLog log;
  private final Tutor tutor;
  private final CurrentSettings settings;
  private final ManagedScheduledExecutorService executor;
  private final Tracer tracer;
  private final AnswerMeter meter;

  /** For the container's proxy. */
  protected Answers() {
    this(null, null, null, null, null, null, null, null, null, null);
  }

  @Inject
  public Answers(
      AnswersHere here,
      AnswersElsewhere elsewhere,
      GenerationStandings standings,
      GenerationDesk desk,
      GenerationLog log,
      Tutor tutor,
      CurrentSettings settings,
      ManagedScheduledExecutorService executor,
      Tracer tracer,
      AnswerMeter meter) {
    this.here = here;
    this.elsewhere = elsewhere;
    this.standings = standings;
    this.desk = desk;
    this.log = log;
    this.tutor = tutor;
    this.settings = settings;
    this.executor = executor;
    this.tracer = tracer;
    this.meter = meter;
  }

  /**
   * Takes a question and starts to answer it. Blocks for the time of one short transaction.
   *
   * @param requestId the client's id of it, for idempotence
   * @param conversation null: that of the branch's message, or a new one
   * @param text of no account where an answer is asked for again
   * @param branch where in the conversation it stands
   * @param follower is told all events, from the first
   * @param askedBefore is told if the same request was taken before and its events are gone
   */
  public Asked ask(
      Caller caller,
      String requestId,
      UUID conversation,
      String text,
      AskOptions options,
      Branch branch,
      Follower follower,
      Consumer<GenerationStandings.Standing> askedBefore)
      throws SQLException {
    Settings.Chat limits = settings.get().chat();
    if (here.count(caller.account()) >= limits.generationsPerAccount()) {
      return new Refused(
          "too_many_answers",
          "Only "
              + limits.generationsPerAccount()
              + " answers can run at once. Wait for one to end, or stop it.");
    }
    GenerationDesk.Opening opening =
        desk.open(
            caller,
            requestId,
            conversation,
            text,
            branch,
            options.mode(),
            limits.generationLease());
    if (opening instanceof GenerationDesk.UnknownConversation) {
      return new Refused(
          "conversation_not_found", "There is no such conversation. Leave it out to begin one.");
    }
    if (opening instanceof GenerationDesk.UnknownMessage) {
      return new Refused(
          "message_not_found", "There is no such message of yours, or not of that kind.");
    }
    if (opening instanceof GenerationDesk.AskedBefore before) {
      again(before.standing(), follower, askedBefore);
      return new Answering(before.standing().generation());
    }
    return start(caller, requestId, options, follower, (GenerationDesk.Opened) opening);
  }

  /** The same request once more is told the same answer, on whichever node it is given. */
  private void again(
      GenerationStandings.Standing before,
      Follower follower,
      Consumer<GenerationStandings.Standing> gone) {
    here.find(before.generation())
        .ifPresentOrElse(
            live -> live.follow(follower, 0),
            () -> elsewhere.follow(before, follower, 0, () -> {}, () -> gone.accept(before)));
  }

  private Asked start(
      Caller caller,
      String requestId,
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
              new LiveGeneration.Gathering(
                  (action, millis) -> executor.schedule(action, millis, TimeUnit.MILLISECONDS),
                  System::nanoTime,
                  settings.get().chat().coalesce().toMillis()),
              (answer, citations, outcome, usage, firstWordsMillis) -> {
                try {
                  return desk.close(
                      opened, caller, answer, citations, outcome, usage, firstWordsMillis);
                } catch (SQLException e) {
                  throw new IllegalStateException("the database refused the answer", e);
                }
              },
              event -> log.append(opened.generation(), opened.conversation(), event),
              meter.watcher(),
              () -> {
                span.end();
                here.retire(opened.generation());
              });
      here.add(generation);
      generation.follow(follower, 0);
      elsewhere.begins(opened.generation(), opened.conversation(), follower);
      generation.accepted(requestId, opened.question());
      Question question =
          new Question(
              opened.generation(),
              opened.conversation(),
              opened.question(),
              opened.text(),
              options);
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

  /**
   * Stops an answer, keeping what was said; one on another node within a second.
   *
   * @return whether there is such a running answer of this caller
   */
  public boolean stop(Caller caller, UUID generation) throws SQLException {
    Optional<LiveGeneration> found =
        here.running(generation).filter(each -> each.account().equals(caller.account()));
    found.ifPresent(each -> each.cancellation().request());
    return found.isPresent() || standings.askToStop(caller, generation);
  }

  /** Ends the work on an answer, which another node has ended, or been asked to stop. */
  void callOff(UUID generation) {
    here.find(generation).ifPresent(one -> one.cancellation().request());
  }

  /** Another node's answer was ended, since that node went silent. */
  void endElsewhere(GenerationDesk.Orphan orphan) {
    elsewhere.endOrphan(orphan);
  }

  /**
   * Tells a follower the events of an answer after that one, and all to come; or {@link
   * Follower#lost}, at once or later, if they cannot be told.
   *
   * @param found run before the first of these events
   */
  public void resume(
      Caller caller, UUID generation, long afterSeq, Runnable found, Follower follower) {
    Optional<LiveGeneration> live =
        here.find(generation).filter(one -> one.account().equals(caller.account()));
    if (live.isPresent()) {
      elsewhere.leave(generation, follower);
      live.get().follow(follower, afterSeq, found);
      return;
    }
    Runnable lost = () -> follower.lost(generation);
    try {
      standings
          .find(caller, generation)
          .ifPresentOrElse(
              answer -> elsewhere.follow(answer, follower, afterSeq, found, lost), lost);
    } catch (SQLException | RuntimeException databaseAway) {
      LOG.log(Level.WARNING, "an answer could not be resumed: {0}", databaseAway.getMessage());
      lost.run();
    }
  }

  /**
   * Tells a follower every answer that runs or will run in a conversation, whoever asked for it,
   * from its first event on; and of no other conversation.
   *
   * @param conversation null: of none
   * @param then run first, with the answers that run now
   * @return whether there is such a conversation of this caller
   */
  public boolean listen(
      Caller caller, UUID conversation, Follower follower, Consumer<List<UUID>> then)
      throws SQLException {
    if (conversation == null) {
      elsewhere.unlisten(follower);
      then.accept(List.of());
      return true;
    }
    if (standings.running(caller, conversation).isEmpty()) {
      return false;
    }
    elsewhere.listen(
        follower, conversation, () -> tellWhatRuns(caller, conversation, follower, then));
    return true;
  }

  private void tellWhatRuns(
      Caller caller, UUID conversation, Follower follower, Consumer<List<UUID>> then) {
    List<UUID> running = List.of();
    try {
      running =
          standings.running(caller, conversation).orElse(List.of()).stream()
              .map(GenerationStandings.Standing::generation)
              .toList();
    } catch (SQLException | RuntimeException databaseAway) {
      LOG.log(Level.WARNING, "what runs was not told: {0}", databaseAway.getMessage());
    }
    then.accept(running);
    running.forEach(each -> elsewhere.tell(follower, each, conversation));
  }

  /** Stops telling the follower anything. */
  public void leave(Follower follower) {
    here.leave(follower);
    elsewhere.leave(follower);
  }

  /** Whether an answer of that account is under way here. */
  public boolean isAnswering(UUID account) {
    return here.count(account) > 0;
  }

  /** The answers under way here. */
  public List<UUID> running() {
    return here.running();
  }
}
