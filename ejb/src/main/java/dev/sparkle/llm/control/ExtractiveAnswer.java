package dev.sparkle.llm.control;

import dev.sparkle.llm.entity.Manner;
import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.llm.entity.Turn;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes an answer of the material's own sentences, with a mark after each that says where it
 * stands, and an honest last line. English and Chinese; other languages get the English sentences
 * around the material's words.
 */
final class ExtractiveAnswer {

  /** A comfortable screen of a phone. */
  private static final int MAX_CHARACTERS = 900;

  private ExtractiveAnswer() {}

  /** The whole answer as text, where there is no model. */
  static String to(ModelCall call) {
    return body(call)
        .map(
            body ->
                body
                    + "\n\n"
                    + (chinese(call)
                        ? "（没有配置语言模型，以上是课程材料的原文。）"
                        : "(No language model is configured; these are the material's own words.)"))
        .orElseGet(() -> nothing(call));
  }

  private static String nothing(ModelCall call) {
    boolean quiz =
        call.manner().kind() == Manner.Kind.QUIZ || call.manner().kind() == Manner.Kind.GRADE;
    if (quiz) {
      return chinese(call)
          ? "课程材料里没有找到可以提问的内容。请说一个主题，例如：考考我渗透作用。"
          : "The material has nothing to ask about this. Name a topic, as in: Quiz me on osmosis.";
    }
    return chinese(call) ? "课程材料里没有讲到这个问题。" : "The material does not say anything about this.";
  }

  /** What the material says, where the model cannot; empty if no sentence of it fits. */
  static Optional<String> instead(ModelCall call) {
    return body(call)
        .map(
            body ->
                body
                    + "\n\n"
                    + (chinese(call)
                        ? "（语言模型现在无法回答，以上是课程材料的原文。）"
                        : "(The language model cannot answer now; these are the material's own"
                            + " words.)"));
  }

  private static boolean chinese(ModelCall call) {
    return call.language().toLowerCase(Locale.ROOT).startsWith("zh");
  }

  private static Optional<String> body(ModelCall call) {
    return switch (call.manner().kind()) {
      case EXPLAIN -> explanation(call);
      case HINT -> ExtractiveHint.to(call, chinese(call)).or(() -> explanation(call));
      case QUIZ, GRADE -> ExtractiveQuiz.to(call, chinese(call));
      case SUMMARY -> Optional.empty();
    };
  }

  private static Optional<String> explanation(ModelCall call) {
    int room = (int) Math.min(MAX_CHARACTERS, 3L * call.maxOutputTokens());
    List<Excerpts.Excerpt> excerpts = Excerpts.choose(terms(call), call.passages(), room);
    return excerpts.isEmpty() ? Optional.empty() : Optional.of(paragraphs(excerpts));
  }

  /** A question that says little by itself ("and why?") is read with the one before it. */
  private static Set<String> terms(ModelCall call) {
    if (!call.manner().about().isEmpty()) {
      return Terms.of(call.manner().about());
    }
    Set<String> terms = Terms.of(call.question());
    if (terms.size() > 1) {
      return terms;
    }
    Set<String> both = new LinkedHashSet<>(terms);
    for (int i = call.history().size() - 1; i >= 0; i--) {
      Turn turn = call.history().get(i);
      if (turn.speaker() == Turn.Speaker.LEARNER) {
        both.addAll(leansOnEarlier(call.question(), terms) ? Terms.of(turn.text()) : Set.of());
        break;
      }
    }
    return both;
  }

  private static boolean leansOnEarlier(String question, Set<String> terms) {
    String start = question.strip().toLowerCase(Locale.ROOT);
    return terms.isEmpty() || start.matches("(?s)(?:and|but|so|why|how|then)\\b.*|[那还但].*");
  }

  private static String paragraphs(List<Excerpts.Excerpt> excerpts) {
    List<String> paragraphs = new ArrayList<>();
    for (int ref : excerpts.stream().map(Excerpts.Excerpt::ref).distinct().toList()) {
      paragraphs.add(
          excerpts.stream()
              .filter(excerpt -> excerpt.ref() == ref)
              .map(excerpt -> marked(excerpt.sentence(), ref))
              .collect(Collectors.joining(" "))
              .replace("。 ", "。"));
    }
    return String.join("\n\n", paragraphs);
  }

  /** The mark stands before the full stop: "… held back [1]." */
  static String marked(String sentence, int ref) {
    int end = sentence.length();
    while (end > 0 && ".。!！?？;；:：".indexOf(sentence.charAt(end - 1)) >= 0) {
      end--;
    }
    String stop = end == sentence.length() ? "." : sentence.substring(end);
    boolean chinese = end > 0 && sentence.charAt(end - 1) >= 0x2E80;
    String finished = stop.matches("[:：;；]") || stop.equals(".") ? (chinese ? "。" : ".") : stop;
    return sentence.substring(0, end) + " [" + ref + "]" + finished;
  }
}
