package dev.sparkle.platform.control;

import java.time.Duration;
import java.util.Optional;

/**
 * One consistent picture of all settings. Code asks {@link CurrentSettings} for it once per piece
 * of work and then reads only from what it got, so that a change at run time never shows half.
 * Defaults and their reasons: {@code META-INF/microprofile-config.properties}.
 */
public record Settings(
    Llm llm,
    Retrieval retrieval,
    Ingest ingest,
    Chat chat,
    Identity identity,
    Safety safety,
    Quota quota,
    Audit audit,
    Guardian guardian) {

  /**
   * The language model.
   *
   * @param baseUrl an OpenAI-compatible server's address up to and with {@code /v1}; empty: answers
   *     are taken from the material's own words
   * @param connectTimeout until the connection stands
   * @param firstTokenTimeout from the request to the first token
   * @param gapTimeout between two tokens
   * @param totalTimeout from the request to the end of the answer
   * @param maxOutputTokens upper limit of an answer
   */
  public record Llm(
      Optional<String> baseUrl,
      Optional<String> apiKey,
      String model,
      Duration connectTimeout,
      Duration firstTokenTimeout,
      Duration gapTimeout,
      Duration totalTimeout,
      int maxOutputTokens) {}

  /**
   * Finding passages.
   *
   * @param passages how many passages go into a prompt
   * @param candidates how many each of the two searches brings before they are fused
   * @param minimumSimilarity fit, 0 to 1 (the score of a citation), that the best passage must
   *     reach; if none does, the question finds nothing
   */
  public record Retrieval(int passages, int candidates, double minimumSimilarity) {}

  /**
   * Taking in material.
   *
   * @param maxBytes largest upload, in bytes
   * @param maxCharacters largest text of one material, in characters, after it was unpacked
   * @param maxPages most pages of a PDF
   * @param chunkCharacters wanted size of a chunk, in characters
   * @param lease after which another node takes over a material whose node went silent
   */
  public record Ingest(
      long maxBytes, int maxCharacters, int maxPages, int chunkCharacters, Duration lease) {}

  /**
   * The conversation.
   *
   * @param maxQuestionCharacters longest question
   * @param coalesce deltas are gathered for so long into one frame
   * @param historyTurns how many earlier turns go into a prompt
   * @param socketsPerAccount most sockets of one account on one node
   * @param generationsPerAccount most running answers of one account on one node
   * @param outboundFrames frames that may wait for a slow client before it is dropped
   * @param heartbeat between two pings of the server
   * @param allowedOrigins comma-separated origins beside the server's own; {@code *} allows all
   * @param ticketLifetime how long a ticket opens a socket
   * @param logRetention how long a generation's events can be resumed
   * @param generationLease after which another node may end a generation whose node went silent
   */
  public record Chat(
      int maxQuestionCharacters,
      Duration coalesce,
      int historyTurns,
      int socketsPerAccount,
      int generationsPerAccount,
      int outboundFrames,
      Duration heartbeat,
      Optional<String> allowedOrigins,
      Duration ticketLifetime,
      Duration logRetention,
      Duration generationLease) {}

  /**
   * Tokens.
   *
   * @param accessTokenLifetime how long an access token is good
   * @param refreshTokenLifetime how long a refresh token can be exchanged
   * @param keysDirectory the folder of the signing keys
   */
  public record Identity(
      Duration accessTokenLifetime, Duration refreshTokenLifetime, String keysDirectory) {}

  /**
   * The safety layers.
   *
   * @param inputMode {@code enforce}, {@code shadow} or {@code off}
   * @param inputThreshold score, 0 to 1, from which a text is refused
   * @param harm {@code block} or {@code allow}: what becomes of requests for harm
   * @param harmThreshold score, 0 to 1, from which a text counts as such a request
   * @param disabledRules comma-separated ids of rules that do not count
   * @param courses other values for courses, as JSON
   * @param encoders whether the neural part judges, too
   * @param model folder with an ONNX sequence classifier of the operator's own
   * @param outputMode {@code enforce}, {@code shadow} or {@code off}
   * @param outputPolicy what becomes of each kind of finding, where it differs from the default
   */
  public record Safety(
      String inputMode,
      double inputThreshold,
      String harm,
      double harmThreshold,
      Optional<String> disabledRules,
      Optional<String> courses,
      boolean encoders,
      Optional<String> model,
      String outputMode,
      Optional<String> outputPolicy) {}

  /**
   * Limits.
   *
   * @param requestsPerMinute calls of one account on one node in a minute; 0: without limit
   */
  public record Quota(int requestsPerMinute) {}

  /**
   * The audit record.
   *
   * @param flush records are written so often; what a crash may lose is what happened in that time
   * @param anchor the ends of other nodes' chains are noted so often
   */
  public record Audit(Duration flush, Duration anchor) {}

  /**
   * Looking after learners.
   *
   * @param concernMode {@code enforce}, {@code shadow} or {@code off}: what becomes of a learner's
   *     words that tell of danger
   * @param contact where to find help, as a learner reads it
   * @param repeatedAttacks from so many attacks of one account within the window on it is severe;
   *     0: never
   * @param window of repeated attacks
   * @param webhookUrl is told of severe events
   * @param webhookSecret signs what it is told
   */
  public record Guardian(
      String concernMode,
      Optional<String> contact,
      int repeatedAttacks,
      Duration window,
      Optional<String> webhookUrl,
      Optional<String> webhookSecret) {}
}
