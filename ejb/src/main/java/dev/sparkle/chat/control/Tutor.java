package dev.sparkle.chat.control;

import dev.sparkle.chat.entity.Question;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.knowledge.control.Cjk;
import dev.sparkle.knowledge.control.Retrieval;
import dev.sparkle.knowledge.entity.Passage;
import dev.sparkle.llm.control.AnswerSink;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import dev.sparkle.platform.control.Traces;
import dev.sparkle.safety.control.GuardedModel;
import dev.sparkle.safety.control.Screening;
import dev.sparkle.task.control.TaskQueue;
import io.opentelemetry.api.trace.Tracer;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.List;

/**
 * Answers a question from the course's material: looks up what was said before, finds passages, and
 * hands instructions, question and passages, still apart, to the guarded model. While it looks,
 * layer 1 reads the question already; whether it may pass is decided at the model's door.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Tutor {

  private static final Logger LOG = System.getLogger(Tutor.class.getName());

  private Retrieval retrieval;
  private Memory memory;
  private TaskQueue tasks;
  private Screening screening;
  private GuardedModel model;
  private CurrentSettings settings;
  private Tracer tracer;

  /** For the container. */
  public Tutor() {}

  @Inject
  public Tutor(
      Retrieval retrieval,
      Memory memory,
      TaskQueue tasks,
      Screening screening,
      GuardedModel model,
      CurrentSettings settings,
      Tracer tracer) {
    this.retrieval = retrieval;
    this.memory = memory;
    this.tasks = tasks;
    this.screening = screening;
    this.model = model;
    this.settings = settings;
    this.tracer = tracer;
  }

  /**
   * Starts the answer. Returns when the model has been asked, after the time of two queries and one
   * embedding; the words arrive in the sink later, and exactly one end, whatever goes wrong.
   */
  public void answer(Caller caller, Question question, AnswerSink sink) {
    try {
      lookUpAndAsk(caller, question, new CheckedCitations(sink));
    } catch (SQLException databaseAway) {
      throw new IllegalStateException("what was said before cannot be read", databaseAway);
    } finally {
      screening.end(question.generation());
    }
  }

  private void lookUpAndAsk(Caller caller, Question question, AnswerSink sink) throws SQLException {
    Settings now = settings.get();
    sink.status(AnswerSink.Status.CHECKING);
    Memory.Recall recall =
        Traces.span(
            tracer,
            "chat history",
            () -> memory.before(caller, question.conversation(), question.message()));
    Lesson lesson = Lesson.of(question.options().mode(), question.text(), recall.exchanges());
    List<Passage> passages = List.of();
    if (screening.begin(question.generation(), question.text())) {
      sink.status(AnswerSink.Status.RETRIEVING);
      passages =
          Traces.span(
              tracer,
              "knowledge retrieval",
              () ->
                  retrieval.find(
                      caller,
                      lesson.search(),
                      question.options().materials(),
                      now.retrieval().passages()));
    }
    if (sink.cancellation().isRequested()) {
      sink.end(new Ending.Stopped());
      return;
    }
    String language = language(question, lesson);
    History history = History.of(recall.summary(), recall.turns(), now.chat().historyTokens());
    model.stream(
        new ModelCall(
                question.generation(),
                caller,
                TutorInstructions.of(lesson.manner()),
                history.turns(),
                question.text(),
                passages,
                language,
                now.llm().maxOutputTokens())
            .in(lesson.manner()),
        sink);
    if (history.leftOut() > 0 && !now.llm().models().isEmpty()) {
      sumUpLater(caller, question, language);
    }
  }

  /** That of what is asked: an answer of one word to a quiz question tells no language. */
  private static String language(Question question, Lesson lesson) {
    if (question.options().language() != null) {
      return question.options().language();
    }
    String about = lesson.manner().about();
    return Cjk.language(about.isEmpty() ? question.text() : about);
  }

  /** The answer does not wait for it, and does not fail with it. */
  private void sumUpLater(Caller caller, Question question, String language) {
    try {
      tasks.submit(
          new SummaryHandler.Wish(
                  caller.account(), question.conversation(), question.message(), language)
              .request());
    } catch (RuntimeException notNow) {
      LOG.log(Level.WARNING, "a conversation is not summed up: {0}", notNow.getMessage());
    }
  }
}
