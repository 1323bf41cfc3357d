package dev.sparkle.llm.control;

import dev.sparkle.knowledge.entity.Passage;
import dev.sparkle.llm.entity.Manner;
import dev.sparkle.llm.entity.ModelCall;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Hints of the material's own words, one rung at a time: where to look, what it has to do with, the
 * sentence with a gap. After the last rung comes the answer.
 */
final class ExtractiveHint {

  private static final int WORDS = 3;

  private ExtractiveHint() {}

  /**
   * The hint.
   *
   * @return empty if there is none: above the last rung, or nothing of the material fits
   */
  static Optional<String> to(ModelCall call, boolean chinese) {
    String about = call.manner().about().isEmpty() ? call.question() : call.manner().about();
    Set<String> wanted = Terms.of(about);
    List<Excerpts.Excerpt> fitting = Excerpts.choose(wanted, call.passages(), 1);
    if (call.manner().rung() > Manner.RUNGS || fitting.isEmpty()) {
      return Optional.empty();
    }
    Excerpts.Excerpt best = fitting.get(0);
    Passage passage = call.passages().get(best.ref() - 1);
    String hint =
        switch (call.manner().rung()) {
          case 1 -> place(passage, best.ref(), chinese);
          case 2 -> words(best, wanted, chinese);
          default -> gap(best, passage, wanted, chinese);
        };
    return Optional.of(
        hint + "\n\n" + (chinese ? "还需要的话，就说“再来一个提示”。" : "Say \"another hint\" if you need one."));
  }

  private static String place(Passage passage, int ref, boolean chinese) {
    String where =
        passage.heading().isEmpty() ? passage.title() : passage.title() + ", " + passage.heading();
    return chinese
        ? "先看看“%s” [%d]。那里哪一句讲到你的问题？".formatted(where, ref)
        : "Look at \"%s\" [%d]. Which sentence there speaks of your question?"
            .formatted(where, ref);
  }

  private static String words(Excerpts.Excerpt best, Set<String> known, boolean chinese) {
    List<String> words = Gap.tellingWords(best.sentence(), known, WORDS);
    if (words.isEmpty()) {
      String start = best.sentence().substring(0, best.sentence().length() / 3);
      return chinese
          ? "答案这样开头：“%s……” [%d]".formatted(start, best.ref())
          : "It begins like this: \"%s…\" [%d]".formatted(start, best.ref());
    }
    return chinese
        ? "它和这些词有关：%s [%d]。".formatted(String.join("、", words), best.ref())
        : "It has to do with: %s [%d].".formatted(String.join(", ", words), best.ref());
  }

  private static String gap(
      Excerpts.Excerpt best, Passage passage, Set<String> known, boolean chinese) {
    String gapped =
        Gap.in(best.sentence(), known, passage.text())
            .map(Gap::gapped)
            .orElse(best.sentence().substring(0, best.sentence().length() / 2) + Gap.MARK);
    return (chinese ? "把这句话补完整：“%s” [%d]" : "Complete this sentence: “%s” [%d]")
        .formatted(gapped, best.ref());
  }
}
