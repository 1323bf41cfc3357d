package dev.sparkle.safety.control;

import dev.sparkle.llm.control.Price;
import dev.sparkle.llm.control.PromptComposer;
import dev.sparkle.llm.control.TokenEstimate;
import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.quota.entity.Charge;

/**
 * The most that a call can use. Its answer is bounded by the call itself; its prompt is estimated
 * by {@link TokenEstimate}, whose error for prose is a third, and half is added for safety.
 *
 * <p><b>Limitations.</b> Prompts of nothing but code, tables or rare scripts may have more tokens.
 */
final class CallEstimate {

  /** As long as a real one: 12 bytes as hex. */
  private static final String FENCE = "0".repeat(24);

  /** Fence lines and headings of a passage, in tokens. */
  private static final long PASSAGE_FRAME = 40;

  /** What servers put around messages, in tokens. */
  private static final long MESSAGE_FRAME = 8;

  private CallEstimate() {}

  /** Tokens of the prompt, as estimated. */
  static long input(ModelCall call) {
    long tokens = TokenEstimate.of(PromptComposer.systemMessage(call, FENCE)) + MESSAGE_FRAME;
    for (var turn : call.history()) {
      tokens += TokenEstimate.of(turn.text()) + MESSAGE_FRAME;
    }
    for (var passage : call.passages()) {
      tokens += TokenEstimate.of(passage.text()) + PASSAGE_FRAME;
    }
    return tokens + TokenEstimate.of(call.question()) + MESSAGE_FRAME;
  }

  /** What is set aside for it. */
  static Charge most(ModelCall call, Price price) {
    long input = input(call);
    long bound = input + input / 2;
    return Charge.nearest(bound, call.maxOutputTokens(), price.of(bound, call.maxOutputTokens()));
  }
}
