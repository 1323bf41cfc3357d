package dev.sparkle.llm.control;

import dev.sparkle.llm.entity.Origin;

/** The last step of the chain: says honestly that there is no answer, and whether to try again. */
record ApologyStep(String language) implements AnswerRun.Step {

  @Override
  public void take(AnswerRun run) {
    run.apologise(this, new Origin(Origin.Kind.APOLOGY, "", "", ""), Sayings.in(language)::apology);
  }
}
