package dev.sparkle.llm.control;

import dev.sparkle.knowledge.entity.Passage;
import dev.sparkle.llm.entity.Manner;
import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.llm.entity.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Questions from the material, as sentences with a gap, and the judgement of what a learner puts
 * there. A judgement begins with ✓, ◐ or ✗, as a model's does.
 */
final class ExtractiveQuiz {

  private static final Pattern GAPPED = Pattern.compile("“([^”]*" + Gap.MARK + "[^”]*)”");

  private final ModelCall call;
  private final boolean chinese;

  private ExtractiveQuiz(ModelCall call, boolean chinese) {
    this.call = call;
    this.chinese = chinese;
  }

  /** A question, after the judgement of the answer to the last one; empty if there is neither. */
  static Optional<String> to(ModelCall call, boolean chinese) {
    ExtractiveQuiz quiz = new ExtractiveQuiz(call, chinese);
    Optional<String> judgement =
        call.manner().kind() == Manner.Kind.GRADE
            ? Optional.of(quiz.judgement())
            : Optional.empty();
    List<String> parts = Stream.of(judgement, quiz.question()).flatMap(Optional::stream).toList();
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("\n\n", parts));
  }

  private Optional<String> question() {
    Set<String> wanted = Terms.of(call.question());
    List<Excerpts.Excerpt> sentences = new ArrayList<>();
    if (call.manner().kind() == Manner.Kind.QUIZ) {
      sentences.addAll(Excerpts.choose(wanted, call.passages(), 2_000));
    }
    for (int i = 0; i < call.passages().size(); i++) {
      int ref = i + 1;
      Sentences.of(call.passages().get(i).text())
          .forEach(sentence -> sentences.add(new Excerpts.Excerpt(ref, 0, sentence)));
    }
    return sentences.stream()
        .flatMap(each -> asked(each, wanted).stream())
        .filter(question -> !wasAsked(question))
        .findFirst();
  }

  private Optional<String> asked(Excerpts.Excerpt excerpt, Set<String> known) {
    boolean stands = excerpt.sentence().matches("(?s).*[.。!！]");
    Passage passage = call.passages().get(excerpt.ref() - 1);
    return Gap.in(
            excerpt.sentence(),
            call.manner().kind() == Manner.Kind.QUIZ ? known : Set.of(),
            passage.text())
        .filter(gap -> stands)
        .map(
            gap ->
                (chinese ? "填空：“%s” [%d]" : "Fill the gap: “%s” [%d]")
                    .formatted(gap.gapped(), excerpt.ref()));
  }

  private boolean wasAsked(String question) {
    String gapped = gapped(question).orElse(question);
    return call.manner().about().contains(gapped)
        || call.history().stream().map(Turn::text).anyMatch(text -> text.contains(gapped));
  }

  private static Optional<String> gapped(String text) {
    Matcher found = GAPPED.matcher(text);
    String last = null;
    while (found.find()) {
      last = found.group(1);
    }
    return Optional.ofNullable(last);
  }

  private String judgement() {
    Optional<String> gapped = gapped(call.manner().about());
    for (int i = 0; i < call.passages().size() && gapped.isPresent(); i++) {
      for (String sentence : Sentences.of(call.passages().get(i).text())) {
        Optional<Gap> gap = gap(sentence, gapped.get());
        if (gap.isPresent()) {
          return word(gap.get().fits(call.question())) + " " + marked(sentence, i + 1);
        }
      }
    }
    return chinese
        ? "◐ 现在找不到这道题的出处，无法评分。"
        : "◐ The place of that question is not found any more, so it cannot be judged.";
  }

  private static String marked(String sentence, int ref) {
    return ExtractiveAnswer.marked(sentence, ref);
  }

  /** The gap of which that was the question. */
  private static Optional<Gap> gap(String sentence, String gapped) {
    String[] parts = gapped.split(Pattern.quote(Gap.MARK), -1);
    StringBuilder pattern =
        new StringBuilder("(?is)").append(Pattern.quote(parts[0])).append("(.+?)");
    for (int i = 1; i < parts.length; i++) {
      pattern.append(i > 1 ? "\\1" : "").append(Pattern.quote(parts[i]));
    }
    Matcher whole = Pattern.compile(pattern.toString()).matcher(sentence);
    return whole.matches()
        ? Optional.of(new Gap(sentence, gapped, whole.group(1)))
        : Optional.empty();
  }

  private String word(Gap.Fit fit) {
    return switch (fit) {
      case RIGHT -> chinese ? "✓ 正确。" : "✓ Correct.";
      case NEARLY -> chinese ? "◐ 差一点，看看写法。" : "◐ Nearly: look at the spelling.";
      case WRONG -> chinese ? "✗ 还不对。" : "✗ Not yet.";
    };
  }
}
