package dev.sparkle.llm.control;

import java.util.concurrent.CompletableFuture;

/**
 * A learner's wish to stop, carried from the socket to whatever is streaming. Thread-safe.
 *
 * <p>Requesting it is final. Actions registered before are run once by the requesting thread,
 * actions registered later are run at once by the registering thread.
 */
public final class Cancellation {

  private final CompletableFuture<Void> requested = new CompletableFuture<>();

  /** Asks whatever is streaming to end. Has no effect the second time. */
  public void request() {
    requested.complete(null);
  }

  public boolean isRequested() {
    return requested.isDone();
  }

  /** Runs the action when cancellation is requested, or at once if it has been. */
  public void onRequest(Runnable action) {
    requested.thenRun(action);
  }
}
