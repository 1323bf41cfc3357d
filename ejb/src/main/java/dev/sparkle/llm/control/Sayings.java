package dev.sparkle.llm.control;

import dev.sparkle.llm.entity.Ending;
import java.util.Locale;

/** What the learner is told when it is not the usual model that answers. Chinese, else English. */
final class Sayings {

  private final boolean chinese;

  private Sayings(boolean chinese) {
    this.chinese = chinese;
  }

  /** In the language of that tag. */
  static Sayings in(String language) {
    return new Sayings(language.toLowerCase(Locale.ROOT).startsWith("zh"));
  }

  String otherModel() {
    return chinese
        ? "常用的语言模型现在无法回答，由另一个模型回答。"
        : "Another language model answers, because the usual one cannot.";
  }

  /** Before a model's words that rest on nothing. */
  String notInTheMaterial() {
    return chinese
        ? "课程材料里没有找到相关内容，下面的话不是出自材料。"
        : "The material does not say anything about this; what follows does not come from it.";
  }

  /**
   * @param question the earlier question, as the learner put it then
   */
  String earlierAnswer(String question) {
    return chinese
        ? "语言模型现在无法回答。这是之前对你的问题“" + question + "”的回答。"
        : "The language model cannot answer now. This is the earlier answer to your question \""
            + question
            + "\".";
  }

  String material() {
    return chinese
        ? "语言模型现在无法回答，以下是课程材料的原文。"
        : "The language model cannot answer now. These are the material's own words.";
  }

  /** The failure, in words of regret; whether asking again may help is a field of its own. */
  Ending.Failed apology(Ending.Failed failure) {
    String sentence;
    if (chinese) {
      sentence =
          "很抱歉，现在无法回答你的问题：" + (failure.retryable() ? "语言模型暂时不可用。请稍后再试。" : "语言模型的设置有问题，请告诉管理员。");
    } else {
      sentence = "Sorry, there is no answer now. " + failure.message();
    }
    return new Ending.Failed(failure.code(), sentence, failure.retryable(), failure.retryAfterMs());
  }
}
