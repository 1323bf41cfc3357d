package dev.sparkle.llm.control;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A server that speaks OpenAI's chat completions.
 *
 * @param name the provider's stable name, for metrics and logs
 * @param baseUrl its address up to and with {@code /v1}
 * @param apiKey its key; empty for servers without one. Never printed.
 * @param model the model to ask for
 * @param limits when to give up
 */
public record OpenAiEndpoint(
    String name, URI baseUrl, Optional<String> apiKey, String model, Limits limits) {

  /** Most characters of an answer that are taken from an upstream that does not stop. */
  public static final int MAX_ANSWER_CHARACTERS = 64 * 1024;

  /**
   * When to give up.
   *
   * @param connect until the connection stands
   * @param firstToken from the request to the first token
   * @param gap between two tokens
   * @param answerCharacters longest answer in characters; a longer one is cut there, as truncated
   */
  public record Limits(Duration connect, Duration firstToken, Duration gap, int answerCharacters) {

    /** The time-outs with the usual length of an answer. */
    public Limits(Duration connect, Duration firstToken, Duration gap) {
      this(connect, firstToken, gap, MAX_ANSWER_CHARACTERS);
    }

    public Limits {
      requirePositive(connect, "connect");
      requirePositive(firstToken, "firstToken");
      requirePositive(gap, "gap");
      if (answerCharacters < 1) {
        throw new IllegalArgumentException("answerCharacters must be positive");
      }
    }

    private static void requirePositive(Duration duration, String name) {
      if (duration.isNegative() || duration.isZero()) {
        throw new IllegalArgumentException(name + " must be positive: " + duration);
      }
    }
  }

  public OpenAiEndpoint {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(baseUrl, "baseUrl");
    Objects.requireNonNull(apiKey, "apiKey");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(limits, "limits");
    String scheme = baseUrl.getScheme();
    if (!"http".equals(scheme) && !"https".equals(scheme)) {
      throw new IllegalArgumentException("an address with http or https is needed");
    }
  }

  /** Without the key, and without anything that an address may carry. */
  @Override
  public String toString() {
    return name + " (" + model + " at " + baseUrl.getHost() + ")";
  }
}
