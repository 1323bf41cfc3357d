package dev.sparkle.llm.control;

import dev.sparkle.llm.entity.ModelCall;

/** Keeps answers that passed the checks of what may leave. */
public interface AnswerKeeper {

  /**
   * A sink before that one, to be put behind the checks: what arrives there whole, unmasked and
   * from a model is kept. Keeping happens later and fails silently; an answer never waits for it.
   */
  AnswerSink keeping(ModelCall call, AnswerSink sink);
}
