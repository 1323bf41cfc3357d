package dev.sparkle.llm.control;

import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.Origin;
import dev.sparkle.llm.entity.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Limits the time of a whole answer. When it is over, the call is cancelled, and the end that this
 * brings is told as {@code llm_timeout_total}, which may be tried again; the words that came before
 * stay.
 */
public final class TimedSink implements AnswerSink {

  private final AnswerSink target;
  private final Future<?> alarm;
  private volatile boolean late;

  /**
   * @param limit from now to the end
   * @param timers ring the alarm
   * @throws java.util.concurrent.RejectedExecutionException if they are shutting down
   */
  public TimedSink(AnswerSink target, Duration limit, ScheduledExecutorService timers) {
    this.target = target;
    this.alarm = timers.schedule(this::ring, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void ring() {
    if (!target.cancellation().isRequested()) {
      late = true;
      target.cancellation().request();
    }
  }

  @Override
  public void end(Ending ending) {
    alarm.cancel(false);
    target.end(
        late && ending instanceof Ending.Stopped ? LlmFailure.TIMEOUT_TOTAL.ending() : ending);
  }

  @Override
  public void status(Status status) {
    target.status(status);
  }

  @Override
  public void citations(List<Citation> citations) {
    target.citations(citations);
  }

  @Override
  public void origin(Origin origin) {
    target.origin(origin);
  }

  @Override
  public void delta(String text) {
    target.delta(text);
  }

  @Override
  public void redacted(String kind, int count) {
    target.redacted(kind, count);
  }

  @Override
  public void usage(TokenUsage usage) {
    target.usage(usage);
  }

  @Override
  public Cancellation cancellation() {
    return target.cancellation();
  }
}
