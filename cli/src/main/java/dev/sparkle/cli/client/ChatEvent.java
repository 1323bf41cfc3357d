package dev.sparkle.cli.client;

import java.time.Instant;
import java.util.List;

/** What the server says on the chat socket, protocol version 1. */
public sealed interface ChatEvent {

  /**
   * Where an event stands.
   *
   * @param seq from 1, no gap within a generation
   */
  record At(String generationId, String conversationId, long seq) {}

  /** An event of one generation. */
  sealed interface OfGeneration extends ChatEvent {
    At at();
  }

  /** The last event of a generation. */
  sealed interface Terminal extends OfGeneration {
    /** {@code stop}, {@code length}, {@code content_filter}, {@code cancelled}, {@code error}. */
    String finishReason();

    /** The stored answer's id; null if there is none. */
    String messageId();
  }

  /** The question was taken. {@code id} is the client's own. */
  record Accepted(At at, String id, String messageId) implements OfGeneration {}

  /**
   * {@code checking}, {@code retrieving}, {@code thinking} or {@code generating}.
   *
   * @param source who speaks, e.g. {@code model} or {@code material}; null before the words come
   * @param note says so in a sentence, if it is not the usual model; else null
   */
  record Status(At at, String state, String source, String note) implements OfGeneration {}

  /** The material that the answer refers to. */
  record Citations(At at, List<Reference> citations) implements OfGeneration {}

  /** The next words. */
  record Delta(At at, String text) implements OfGeneration {}

  /** Something was masked. */
  record Redacted(At at, String kind, int count) implements OfGeneration {}

  /** What the answer consumed; {@code remaining} is null if the server has no budget for it. */
  record Usage(At at, long inputTokens, long outputTokens, long costMicros, Remaining remaining)
      implements OfGeneration {}

  /** The answer is complete. */
  record Done(At at, String finishReason, String messageId) implements Terminal {}

  /** The learner stopped it. */
  record Stopped(At at, String finishReason, String messageId) implements Terminal {}

  /** A safety layer ended it; {@code message} is its kind sentence. */
  record Blocked(
      At at, String finishReason, String messageId, int layer, String reason, String message)
      implements Terminal {}

  /** It broke. */
  record Failed(At at, String finishReason, String messageId, Problem error) implements Terminal {}

  /**
   * The answer to {@code chat.resume}: if recovered, the missing events follow; else neither they
   * nor further ones do, and the answer is to be read over REST.
   */
  record Resumed(String generationId, boolean recovered) implements ChatEvent {}

  /**
   * Every answer of the conversation is told from now on.
   *
   * @param conversationId null: of none any more
   * @param running the answers that run, which are told from their first event
   */
  record Following(String conversationId, List<String> running) implements ChatEvent {}

  /** A rating was kept. */
  record Rated(String messageId, String rating) implements ChatEvent {}

  /**
   * How a task of the account comes along, on whichever node it runs.
   *
   * @param state as {@code GET tasks/ID} has it
   * @param progress 0 to 1
   * @param result JSON; null if there is none, or it is long
   * @param error one line; null if there is none
   */
  record TaskProgress(
      String taskId, String taskType, String state, double progress, String result, String error)
      implements ChatEvent {}

  /** A frame of the client was bad; {@code id} is null if it had none. */
  record BadFrame(String id, Problem error) implements ChatEvent {}

  /** The answer to a ping; {@code id} is null if that had none. */
  record Pong(String id) implements ChatEvent {}

  /** The socket is closed; this client's own last event. 1006: without a goodbye. */
  record Closed(int code, String reason) implements ChatEvent {}

  /**
   * A place in the material.
   *
   * @param page from 1; null where there are no pages
   */
  record Reference(
      int ref, String materialId, String title, Integer page, String excerpt, double score) {}

  /**
   * An error.
   *
   * @param retryAfterMs null if it is not known
   * @param traceId null if there is no trace
   */
  record Problem(
      String code, String message, boolean retryable, Long retryAfterMs, String traceId) {}

  /**
   * What is left of a budget, and when there is more.
   *
   * @param requests questions within a minute; null: nothing limits them
   * @param tokens tokens today; null: nothing limits them
   * @param resetsAt null: nothing is limited
   */
  record Remaining(Long requests, Long tokens, Instant resetsAt) {}
}
