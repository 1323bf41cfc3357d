package dev.sparkle.llm.control;

import dev.sparkle.llm.entity.Ending;

/**
 * An attempt that ended before the first word, told to Fault Tolerance in its own tongue: what may
 * be tried again, and what counts against the model, is a matter of the type.
 */
abstract class AttemptFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Who asks for a longer break than this is not asked again for the same answer. */
  static final long SHORT_BREAK_MS = 1000;

  private final transient Ending.Failed failed;

  private AttemptFailed(Ending.Failed failed) {
    super(failed.code(), null, false, false);
    this.failed = failed;
  }

  Ending.Failed failed() {
    return failed;
  }

  /** Another attempt may work at once, and the model is the worse for it. */
  static final class WorthRetrying extends AttemptFailed {
    private static final long serialVersionUID = 1L;

    WorthRetrying(Ending.Failed failed) {
      super(failed);
    }
  }

  /** Another attempt would take too long, or fail likewise. */
  static final class Hopeless extends AttemptFailed {
    private static final long serialVersionUID = 1L;

    Hopeless(Ending.Failed failed) {
      super(failed);
    }
  }

  /** Nothing that the model can be blamed for. */
  static final class NotTheModelsFault extends AttemptFailed {
    private static final long serialVersionUID = 1L;

    NotTheModelsFault(Ending.Failed failed) {
      super(failed);
    }
  }

  /** The exception for a failure of a provider. */
  static AttemptFailed of(Ending.Failed failed) {
    LlmFailure failure = LlmFailure.ofCode(failed.code());
    boolean longBreak = failed.retryAfterMs() != null && failed.retryAfterMs() > SHORT_BREAK_MS;
    return switch (failure) {
      case UNREACHABLE, RATE_LIMITED, UNAVAILABLE, INTERRUPTED, GARBAGE ->
          longBreak ? new Hopeless(failed) : new WorthRetrying(failed);
      // who waited once has waited long enough; the next model is asked
      case TIMEOUT_CONNECT, TIMEOUT_FIRST_TOKEN, TIMEOUT_GAP, TIMEOUT_TOTAL, REJECTED ->
          new Hopeless(failed);
      case UNFIT, FILTERED, BUSY, LEFT_ALONE, SWITCHED_OFF -> new NotTheModelsFault(failed);
    };
  }
}
