package dev.sparkle.safety.control.output;

/** What the learner is told when layer 4 ends an answer: kindly, and what would be all right. */
final class BlockedAnswer {

  private BlockedAnswer() {}

  /** The sentence for a kind of {@link OutputPolicy}, in Chinese or else in English. */
  static String sentence(String kind, String language) {
    boolean chinese = language.startsWith("zh");
    return switch (kind) {
      case OutputPolicy.CANARY, OutputPolicy.PROMPT_LEAK ->
          chinese
              ? "我不能谈论我自己的设置，但很乐意讲解课程内容。请换一个关于学习材料的问题。"
              : "I cannot talk about how I am set up, but I am glad to explain your course. Ask me"
                  + " something about the material.";
      case OutputPolicy.HARMFUL_INSTRUCTIONS ->
          chinese
              ? "这样的步骤可能伤害到人，所以我在这里停下。我可以讲解背后的原理、历史或安全知识。" + "如果你正感到难过，请找一位信任的大人谈谈。"
              : "Steps like these could hurt somebody, so I stop here. I can explain the science, the"
                  + " history or how to stay safe. If something weighs on you, please talk to an adult"
                  + " you trust.";
      default ->
          chinese
              ? "回答中出现了不应公开的信息，所以我在这里停下。请换一种方式提问，不要涉及个人信息或密码。"
              : "The answer was about to show something that should stay private, so I stop here. You"
                  + " can ask again without personal data or passwords.";
    };
  }
}
