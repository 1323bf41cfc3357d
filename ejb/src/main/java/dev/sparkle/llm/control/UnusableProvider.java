package dev.sparkle.llm.control;

import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.Prompt;

/** Stands for a model whose settings make no request: says so, instead of an answer. */
final class UnusableProvider implements LlmProvider {

  @Override
  public String name() {
    return "unusable";
  }

  @Override
  public void stream(Prompt prompt, AnswerSink sink) {
    sink.end(
        new Ending.Failed(
            "llm_rejected",
            "The language model is not set up rightly. Tell whoever runs this server.",
            false,
            null));
  }
}
