package dev.sparkle.llm.control;

import dev.sparkle.llm.control.AttemptFailed.NotTheModelsFault;
import dev.sparkle.llm.control.AttemptFailed.WorthRetrying;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.faulttolerance.Asynchronous;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;

/** The second model's breaker, retries, time-out and bulkhead; see {@link Slot}. */
@ApplicationScoped
public class SecondSlot implements Slot {

  @Override
  @Asynchronous
  @Retry(retryOn = WorthRetrying.class)
  @CircuitBreaker(skipOn = {NotTheModelsFault.class, BulkheadException.class})
  @Timeout
  @Bulkhead
  public CompletionStage<Void> open(Opening opening) {
    return opening.attempt();
  }
}
