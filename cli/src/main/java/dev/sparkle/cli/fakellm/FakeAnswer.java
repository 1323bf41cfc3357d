package dev.sparkle.cli.fakellm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The answer to a request: deterministic, in words that stand for tokens.
 *
 * @param tokens the words, each with the space before it
 * @param finishReason {@code stop} or {@code length}, or the one that was set
 */
record FakeAnswer(List<String> tokens, String finishReason) {

  private static final Pattern WORD = Pattern.compile("\\s*[^\\s\\p{IsHan}]+|\\s*\\p{IsHan}|\\s+$");
  private static final Pattern LAST_LINE = Pattern.compile("[^\\n]*\\s*$");
  private static final int QUESTION_CHARACTERS = 200;

  /** Says what the speech wants, or one sentence about the question that cites [1]. */
  static FakeAnswer to(FakeRequest request, FakeBehaviour.Speech speech) {
    String text =
        speech.answer().isEmpty() ? sentence(request.question()) : filled(speech, request);
    List<String> words = words(text);
    if (speech.tokens() > 0) {
      words = lengthened(words, speech.tokens());
    }
    boolean cut = request.maxTokens() > 0 && request.maxTokens() < words.size();
    List<String> said = cut ? words.subList(0, request.maxTokens()) : words;
    String reason = cut ? "length" : "stop";
    return new FakeAnswer(
        List.copyOf(said), speech.finishReason().isEmpty() ? reason : speech.finishReason());
  }

  /** The whole text. */
  String text() {
    return String.join("", tokens);
  }

  private static String sentence(String prompt) {
    Matcher last = LAST_LINE.matcher(prompt);
    String question = last.find() ? last.group().strip() : "";
    int end = Math.min(question.length(), QUESTION_CHARACTERS);
    return "The material answers the question \"%s\" in its first passage [1]."
        .formatted(question.substring(0, end));
  }

  private static String filled(FakeBehaviour.Speech speech, FakeRequest request) {
    if (speech.answer().startsWith(FakeBehaviour.Speech.OBEY)) {
      String planted = speech.answer().substring(FakeBehaviour.Speech.OBEY.length());
      return ObedientModel.answer(request, planted.strip());
    }
    return speech
        .answer()
        .replace(FakeBehaviour.Speech.SYSTEM, request.system())
        .replace(FakeBehaviour.Speech.USER, request.question());
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      words.add(word.group());
    }
    return words;
  }

  private static List<String> lengthened(List<String> words, int length) {
    List<String> all = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      String word = words.get(i % words.size());
      all.add(i > 0 && i % words.size() == 0 ? " " + word : word);
    }
    return all;
  }
}
