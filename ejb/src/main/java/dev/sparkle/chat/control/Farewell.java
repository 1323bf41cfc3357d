package dev.sparkle.chat.control;

import dev.sparkle.identity.entity.AccountRemoved;
import dev.sparkle.identity.entity.SignedOut;
import dev.sparkle.task.control.Tasks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Ends what still runs for an account that was removed: its answers on every node, its tasks. */
@ApplicationScoped
public class Farewell {

  private static final Logger LOG = System.getLogger(Farewell.class.getName());

  @Inject private AnswersHere answers;
  @Inject private Tasks tasks;

  void endTasks(@Observes(during = TransactionPhase.AFTER_SUCCESS) AccountRemoved gone) {
    try {
      tasks.forget(gone.account());
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "tasks of a removed account stay until they are purged", e);
    }
  }

  void endAnswers(@Observes SignedOut news) {
    if (news.reason().equals("deleted")) {
      answers.abandonAll(news.account());
    }
  }
}
