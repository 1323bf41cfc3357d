package dev.sparkle.chat.control;

import dev.sparkle.chat.entity.Message;
import dev.sparkle.identity.control.Accounts;
import dev.sparkle.identity.entity.Account;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.Manner;
import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.llm.entity.Turn;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.safety.control.GuardedModel;
import dev.sparkle.task.control.Handles;
import dev.sparkle.task.control.TaskContext;
import dev.sparkle.task.control.TaskHandler;
import dev.sparkle.task.entity.RetryPolicy;
import dev.sparkle.task.entity.TaskRequest;
import dev.sparkle.task.entity.UniqueKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Sums up the older part of a long conversation, beside the answers, which never wait for it. It
 * goes through {@link GuardedModel} like every call, on the learner's own budgets. What cannot be
 * summed up (refused, no budget) stays as it is: then the model is told the latest turns alone.
 */
@Handles(SummaryHandler.TASK)
@ApplicationScoped
public class SummaryHandler implements TaskHandler<SummaryHandler.Wish, Void> {

  /** Type of the task. */
  public static final String TASK = "chat.summarise";

  /** As long as a model may take for some 200 tokens. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int MAX_TOKENS = 300;

  /** Sum up what was said before that question. */
  public record Wish(UUID account, UUID conversation, UUID question, String language) {

    /** One at a time for each conversation. The learner did not ask for it, so he is not told. */
    TaskRequest request() {
      return TaskRequest.of(TASK, this).unique(UniqueKey.of(TASK + " " + conversation));
    }
  }

  @Inject private Memory memory;
  @Inject private Accounts accounts;
  @Inject private GuardedModel model;
  @Inject private CurrentSettings settings;

  @Override
  public Class<Wish> input() {
    return Wish.class;
  }

  @Override
  public Void handle(Wish wish, TaskContext context) throws Exception {
    Optional<Account> account = accounts.find(wish.account());
    if (account.isEmpty()) {
      return null;
    }
    Caller caller = account.get().asCaller();
    Memory.Recall recall = memory.before(caller, wish.conversation(), wish.question());
    // the newer half of the budget is told word for word, so that not every answer sums up anew
    List<Turn> turns = recall.turns();
    int old = History.of("", turns, settings.get().chat().historyTokens() / 2).leftOut();
    if (old > 0) {
      Message through = recall.messages().get(old - 1);
      Optional<String> summary = sumUp(caller, wish, recall.summary(), turns.subList(0, old));
      if (summary.isPresent()) {
        memory.keep(through, summary.get());
      }
    }
    return null;
  }

  private Optional<String> sumUp(Caller caller, Wish wish, String before, List<Turn> turns)
      throws Exception {
    GatheredAnswer answer = new GatheredAnswer();
    model.stream(
        new ModelCall(
                UUID.randomUUID(),
                caller,
                TutorInstructions.of(Manner.SUMMARY),
                History.of(before, turns, 4L * settings.get().chat().historyTokens()).turns(),
                wish.language().startsWith("zh") ? "请总结我们到现在的对话。" : "Sum up our conversation.",
                List.of(),
                wish.language(),
                MAX_TOKENS)
            .in(Manner.SUMMARY),
        answer);
    Ending ending;
    try {
      ending = answer.ending().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      answer.cancellation().request();
    }
    if (ending instanceof Ending.Failed failed && failed.retryable()) {
      throw new IllegalStateException("not summed up: " + failed.code());
    }
    return ending instanceof Ending.Done && !answer.text().isBlank()
        ? Optional.of(answer.text().strip())
        : Optional.empty();
  }

  @Override
  public RetryPolicy retry() {
    return RetryPolicy.attempts(2);
  }

  @Override
  public Duration deadline() {
    return PATIENCE.plusSeconds(30);
  }
}
