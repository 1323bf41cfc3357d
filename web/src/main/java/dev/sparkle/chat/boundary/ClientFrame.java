package dev.sparkle.chat.boundary;

import dev.sparkle.chat.entity.AskOptions;
import dev.sparkle.chat.entity.ErrorInfo;
import java.util.UUID;

/** What a client may say on the socket. */
sealed interface ClientFrame {

  /** Asks. {@code id} is the client's; {@code conversation} null begins a new one. */
  record Send(String id, UUID conversation, String text, AskOptions options)
      implements ClientFrame {}

  /** Stops an answer. */
  record Stop(UUID generation) implements ClientFrame {}

  /** Wants the events of an answer after that one. */
  record Resume(UUID generation, long afterSeq) implements ClientFrame {}

  /** Is anybody there? */
  record Ping(String id) implements ClientFrame {}

  /**
   * Not understood.
   *
   * @param id the frame's id, if it had one
   */
  record Bad(String id, ErrorInfo error) implements ClientFrame {}
}
