package dev.sparkle.task.control.engine;

import java.util.UUID;

/** Carries a trace from the submission to the worker. */
public interface Tracing {

  /** No traces. */
  Tracing NONE =
      new Tracing() {
        @Override
        public String current() {
          return null;
        }

        @Override
        public Step begin(String type, UUID task, String parent) {
          return failure -> {};
        }
      };

  /** The trace of this thread as a W3C traceparent, or null. */
  String current();

  /**
   * Begins a span on this thread, and names the task in its log lines.
   *
   * @param parent as {@link #current()} gave it, or null
   */
  Step begin(String type, UUID task, String parent);

  /** A span that has begun; it ends on its own thread. */
  @FunctionalInterface
  interface Step {

    /**
     * @param failure why the attempt failed, or null
     */
    void end(Throwable failure);
  }
}
