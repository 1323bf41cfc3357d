package dev.sparkle.llm.control;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.knowledge.entity.Passage;
import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.llm.entity.Turn;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Calls and passages to test with. */
final class Prompts {

  private Prompts() {}

  static Passage passage(String title, String heading, String text, double score) {
    return new Passage(UUID.randomUUID(), UUID.randomUUID(), title, heading, null, text, score);
  }

  static ModelCall call(String language, String question, Passage... passages) {
    return call(language, List.of(), question, passages);
  }

  static ModelCall call(String language, List<Turn> history, String question, Passage... passages) {
    Caller caller = new Caller(UUID.randomUUID(), Set.of(Role.LEARNER), Set.of());
    return new ModelCall(
        UUID.randomUUID(),
        caller,
        "You are a tutor.",
        history,
        question,
        List.of(passages),
        language,
        1024);
  }
}
