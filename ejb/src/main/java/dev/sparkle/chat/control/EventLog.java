package dev.sparkle.chat.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The written events of answers, of all nodes, as a reader sees them. */
interface EventLog {

  /**
   * An event as it was written.
   *
   * @param byOther whether not the answer's own node wrote it, but the one that ended the answer
   *     when that node went silent
   */
  record Entry(Published event, boolean byOther) {}

  /** An answer that began in a conversation, on whichever node. */
  record Begun(UUID generation, UUID conversation) {}

  /**
   * What began.
   *
   * @param place after which to ask next time
   */
  record News(String place, List<Begun> begun) {}

  /**
   * The answers that began, in their order.
   *
   * @param place of the last news; null: nothing that was before, only where the end is now
   * @return empty: the logs are out of reach
   */
  Optional<News> begunAfter(String place);

  /**
   * Reads several logs in one go.
   *
   * @param from for each answer the number of the first event to read, which is included
   * @return for each answer its events in order, none if there is no such log; empty: the logs are
   *     out of reach
   */
  Optional<Map<UUID, List<Entry>>> read(Map<UUID, Long> from);
}
