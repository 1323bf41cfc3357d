package dev.sparkle.llm.control;

import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.TokenUsage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps a provider's promise to its sink although words, time-outs and the learner's stop come from
 * different threads: one call after another, never nested, exactly one end, nothing behind it.
 *
 * <p>No thread waits for another: who finds the sink busy leaves the call behind and goes on; who
 * is in it delivers what was left. What waits is bounded by the answer's own limit, as the sink
 * does not block. The first end wins, later ones are dropped.
 */
public final class SerialSink {

  private static final Logger LOG = System.getLogger(SerialSink.class.getName());

  private final AnswerSink sink;
  private final InOrder inOrder = new InOrder();
  private final AtomicBoolean finished = new AtomicBoolean();

  /** Read and written only by the thread that delivers; {@code inOrder} orders these threads. */
  private boolean closed;

  public SerialSink(AnswerSink sink) {
    this.sink = sink;
  }

  /** The next words; dropped after the end. */
  public void delta(String text) {
    if (!finished.get()) {
      offer(() -> call(() -> sink.delta(text)));
    }
  }

  /**
   * Ends the answer, unless it has ended.
   *
   * @param usage what was consumed; null if nothing was
   * @return whether this end is the one that counts
   */
  public boolean finish(Ending ending, TokenUsage usage) {
    if (!finished.compareAndSet(false, true)) {
      return false;
    }
    offer(
        () -> {
          if (usage != null) {
            call(() -> sink.usage(usage));
          }
          call(() -> sink.end(ending));
          closed = true;
        });
    return true;
  }

  /** Whether an end was accepted; it may still be on its way to the sink. */
  public boolean isFinished() {
    return finished.get();
  }

  private void offer(Runnable delivery) {
    inOrder.run(
        () -> {
          if (!closed) {
            delivery.run();
          }
        });
  }

  /** A sink that throws breaks its promise; the answer's end must arrive nevertheless. */
  private static void call(Runnable delivery) {
    try {
      delivery.run();
    } catch (RuntimeException broken) {
      LOG.log(Level.ERROR, "An answer sink threw; the stream goes on", broken);
    }
  }
}
