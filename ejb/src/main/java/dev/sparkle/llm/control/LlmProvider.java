package dev.sparkle.llm.control;

import dev.sparkle.llm.entity.Prompt;

/**
 * Something that answers a prompt as a stream of words. Only the guarded call may hold one (an
 * architecture test sees to it).
 */
public interface LlmProvider {

  /** A stable name of bounded cardinality, for metrics and configuration, e.g. {@code openai}. */
  String name();

  /**
   * Starts the answer and returns at once; no thread waits while the model talks. The words, the
   * usage and exactly one end arrive in the sink later, one call after another, on any thread. What
   * goes wrong, now or later, arrives there as {@code Failed}, never as an exception. When the
   * sink's cancellation is requested, the upstream call is closed and the stream ends as {@code
   * Stopped}.
   */
  void stream(Prompt prompt, AnswerSink sink);
}
