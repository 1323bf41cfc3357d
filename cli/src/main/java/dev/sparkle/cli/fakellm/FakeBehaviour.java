package dev.sparkle.cli.fakellm;

import java.util.Objects;

/**
 * How the fake language model behaves, for all requests from now on.
 *
 * @param pace how fast it talks
 * @param faults what goes wrong
 * @param speech what it says
 * @param apiKey the key that requests must carry; empty: none is asked for
 */
public record FakeBehaviour(Pace pace, Faults faults, Speech speech, String apiKey) {

  /** Healthy: tokens as fast as they are taken, the default answer, usage, no key. */
  public static final FakeBehaviour HEALTHY =
      new FakeBehaviour(Pace.FULL, Faults.NONE, Speech.DEFAULT, "");

  public FakeBehaviour {
    Objects.requireNonNull(pace, "pace");
    Objects.requireNonNull(faults, "faults");
    Objects.requireNonNull(speech, "speech");
    Objects.requireNonNull(apiKey, "apiKey");
  }

  /**
   * How fast it talks.
   *
   * @param tokensPerSecond of one stream; 0: as fast as the connection takes them
   * @param firstTokenDelayMs from the request to the first token, in milliseconds
   */
  public record Pace(double tokensPerSecond, long firstTokenDelayMs) {

    /** No delay anywhere. */
    public static final Pace FULL = new Pace(0, 0);

    public Pace {
      if (tokensPerSecond < 0 || tokensPerSecond > 1_000_000 || firstTokenDelayMs < 0) {
        throw new IllegalArgumentException("0 to 1,000,000 tokens/s, and no negative delay");
      }
    }
  }

  /** What is sent instead of an answer. */
  public enum Garbage {
    NONE,
    /** A line that is no JSON, after the first token. */
    JSON,
    /** A line that never ends. */
    LINE,
    /** A web page with status 200. */
    TYPE
  }

  /**
   * What goes wrong. Errors are spread evenly, not drawn: at a rate of 0.25 each fourth request
   * fails, which makes runs comparable.
   *
   * @param errorRate share of requests that are refused, 0 to 1
   * @param errorStatus the status of a refusal, 400 to 599
   * @param retryAfterSeconds the Retry-After of a refusal; 0: none
   * @param cutAfterTokens the connection is cut after so many tokens; -1: never
   * @param stallAfterTokens nothing more comes after so many tokens; -1: never
   * @param garbage what is sent instead of an answer
   */
  public record Faults(
      double errorRate,
      int errorStatus,
      int retryAfterSeconds,
      int cutAfterTokens,
      int stallAfterTokens,
      Garbage garbage) {

    /** Nothing. */
    public static final Faults NONE = new Faults(0, 500, 0, -1, -1, Garbage.NONE);

    public Faults {
      Objects.requireNonNull(garbage, "garbage");
      if (errorRate < 0 || errorRate > 1) {
        throw new IllegalArgumentException("the error rate is a share, 0 to 1: " + errorRate);
      }
      if (errorStatus < 400 || errorStatus > 599) {
        throw new IllegalArgumentException("an error has a status of 400 to 599: " + errorStatus);
      }
    }
  }

  /**
   * What it says.
   *
   * @param answer its answer; empty: one sentence that cites [1] and names the question. {@value
   *     #SYSTEM} and {@value #USER} in it become the request's system message and last user
   *     message; {@value #OBEY} in front of it makes a model that obeys every attack
   * @param tokens the answer is repeated or cut to so many words; 0: as it is
   * @param usage whether it counts the tokens at the end
   * @param finishReason the finish reason it gives; empty: {@code stop}, or {@code length} when the
   *     request's own limit cut the answer
   */
  public record Speech(String answer, int tokens, boolean usage, String finishReason) {

    /** Stands for the request's system message: a model that tells its instructions. */
    public static final String SYSTEM = "{{system}}";

    /** Stands for the request's last user message. */
    public static final String USER = "{{user}}";

    /**
     * In front of an answer: a model that obeys every attack. It writes the lines that follow, then
     * its system message, in the coding that the question asks for.
     */
    public static final String OBEY = "{{obey}}";

    /** Becomes the word for the moment at which it is sent: {@link EmissionWord}; in streams. */
    public static final String CLOCK = "{{clock}}";

    /** The default answer. */
    public static final Speech DEFAULT = new Speech("", 0, true, "");

    public Speech {
      Objects.requireNonNull(answer, "answer");
      Objects.requireNonNull(finishReason, "finishReason");
      if (tokens < 0 || tokens > 1_000_000) {
        throw new IllegalArgumentException("0 to 1,000,000 tokens: " + tokens);
      }
    }
  }
}
