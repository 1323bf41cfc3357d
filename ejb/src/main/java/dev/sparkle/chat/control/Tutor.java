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
import dev.sparkle.safety.control.GuardedModel;
import dev.sparkle.safety.control.Screening;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Answers a question from the course's material: looks up what was said before, finds passages, and
 * hands instructions, question and passages, still apart, to the guarded model. While it looks,
 * layer 1 reads the question already; whether it may pass is decided at the model's door.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Tutor {

  private Retrieval retrieval;
  private Conversations conversations;
  private Screening screening;
  private GuardedModel model;
  private CurrentSettings settings;

  /** For the container. */
  public Tutor() {}

  @Inject
  public Tutor(
      Retrieval retrieval,
      Conversations conversations,
      Screening screening,
      GuardedModel model,
      CurrentSettings settings) {
    this.retrieval = retrieval;
    this.conversations = conversations;
    this.screening = screening;
    this.model = model;
    this.settings = settings;
  }

  /**
   * Starts the answer. Returns when the model has been asked, after the time of two queries and one
   * embedding; the words arrive in the sink later, and exactly one end, whatever goes wrong.
   */
  public void answer(Caller caller, Question question, AnswerSink sink) {
    try {
      lookUpAndAsk(caller, question, sink);
    } finally {
      screening.end(question.generation());
    }
  }

  private void lookUpAndAsk(Caller caller, Question question, AnswerSink sink) {
    Settings now = settings.get();
    sink.status(AnswerSink.Status.CHECKING);
    List<Passage> passages = List.of();
    if (screening.begin(question.generation(), question.text())) {
      sink.status(AnswerSink.Status.RETRIEVING);
      passages =
          retrieval.find(
              caller, question.text(), question.options().materials(), now.retrieval().passages());
    }
    if (sink.cancellation().isRequested()) {
      sink.end(new Ending.Stopped());
      return;
    }
    String language =
        question.options().language() == null
            ? Cjk.language(question.text())
            : question.options().language();
    model.stream(
        new ModelCall(
            question.generation(),
            caller,
            TutorInstructions.of(question.options().mode()),
            conversations.history(
                caller, question.conversation(), question.message(), now.chat().historyTurns()),
            question.text(),
            passages,
            language,
            now.llm().maxOutputTokens()),
        sink);
  }
}
