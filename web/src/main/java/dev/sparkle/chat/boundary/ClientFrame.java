package dev.sparkle.chat.boundary;

import dev.sparkle.chat.control.FeedbackDesk;
import dev.sparkle.chat.entity.AskOptions;
import dev.sparkle.chat.entity.Branch;
import dev.sparkle.chat.entity.ErrorInfo;
import java.util.Locale;
import java.util.UUID;

/** What a client may say on the socket. */
sealed interface ClientFrame {

  /** What the frame's type says, as it stands in traces. */
  default String label() {
    return "chat." + getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** The client's own id of the frame; null if it has none. */
  default String id() {
    return null;
  }

  /**
   * Asks.
   *
   * @param conversation null: a new one, or that of the branch's message
   * @param text empty where an answer is asked for again
   * @param traceparent the client's own span, as W3C Trace Context writes it; null if it has none
   */
  record Send(
      String id,
      UUID conversation,
      String text,
      AskOptions options,
      Branch branch,
      String traceparent)
      implements ClientFrame {}

  /** Rates an answer; {@code comment} may be null. */
  record Feedback(String id, UUID message, FeedbackDesk.Rating rating, String comment)
      implements ClientFrame {}

  /** Stops an answer. */
  record Stop(UUID generation) implements ClientFrame {}

  /** Wants the events of an answer after that one. */
  record Resume(UUID generation, long afterSeq) implements ClientFrame {}

  /**
   * Wants to hear every answer of a conversation, whoever asks.
   *
   * @param conversation null: of none any more
   */
  record Follow(UUID conversation) implements ClientFrame {}

  /** Is anybody there? */
  record Ping(String id) implements ClientFrame {}

  /**
   * Not understood.
   *
   * @param id the frame's id, if it had one
   */
  record Bad(String id, ErrorInfo error) implements ClientFrame {}
}
