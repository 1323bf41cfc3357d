package dev.sparkle.chat.control;

import dev.sparkle.chat.entity.ChatEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Counts and times answers as learners get them: from the question's acceptance to the first words
 * and to the end, whoever spoke. What a model took is told elsewhere.
 */
@ApplicationScoped
public class AnswerMeter {

  private static final String ANSWERS = "chat_answers_total";
  private static final String DURATION = "chat_answer_duration_seconds";
  private static final String FIRST_WORDS = "chat_first_words_seconds";

  private final MetricRegistry metrics;
  private final LongSupplier nanos;

  /** For the container's proxy. */
  protected AnswerMeter() {
    this.metrics = null;
    this.nanos = null;
  }

  /** With the server's own clock. */
  @Inject
  public AnswerMeter(MetricRegistry metrics) {
    this(metrics, System::nanoTime);
  }

  AnswerMeter(MetricRegistry metrics, LongSupplier nanos) {
    this.metrics = metrics;
    this.nanos = nanos;
  }

  /** Shows all counts from 0 on: to Prometheus, one whose first sight is 7 has not risen. */
  void expect() {
    for (String outcome : List.of("done", "stopped", "blocked", "failed")) {
      metrics.counter(ANSWERS, outcome(outcome));
      metrics.timer(DURATION, outcome(outcome));
    }
    metrics.timer(FIRST_WORDS);
  }

  /** Told the events of a new answer, in order, it times them from now on. */
  Consumer<ChatEvent> watcher() {
    return new Watcher(nanos.getAsLong());
  }

  /** Of one answer; its events come one after another, so it needs no lock. */
  private final class Watcher implements Consumer<ChatEvent> {

    private final long began;
    private boolean spoken;

    Watcher(long began) {
      this.began = began;
    }

    @Override
    public void accept(ChatEvent event) {
      if (!spoken && event instanceof ChatEvent.Delta) {
        spoken = true;
        metrics.timer(FIRST_WORDS).update(elapsed());
      }
      if (event.terminal()) {
        Tag outcome = outcome(event.type().replace("chat.", ""));
        metrics.counter(ANSWERS, outcome).inc();
        metrics.timer(DURATION, outcome).update(elapsed());
      }
    }

    private Duration elapsed() {
      return Duration.ofNanos(nanos.getAsLong() - began);
    }
  }

  private static Tag outcome(String outcome) {
    return new Tag("outcome", outcome);
  }
}
