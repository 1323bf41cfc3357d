package dev.sparkle.chat.control;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.resps.StreamEntry;

/**
 * How the events of answers stand in Redis: a stream for each answer, an entry's id being the
 * event's number, and one stream of all nodes that tells which answers began.
 */
final class LogStreams {

  /** Which answers began, of all nodes. */
  static final String BEGUN = "sparkle:{begun}:log";

  /** What is kept of it: three minutes of fifty a second; a node that lags more misses some. */
  private static final long BEGUN_KEPT = 10_000;

  private static final String EVENT = "e";
  private static final String TERMINAL = "t";
  private static final String BY_OTHER = "o";
  private static final String GENERATION = "g";
  private static final String CONVERSATION = "c";

  private LogStreams() {}

  /** An answer's stream; braces keep all keys of one generation on one node of a Redis Cluster. */
  static String key(UUID generation) {
    return "sparkle:{gen:" + generation + "}:log";
  }

  static XAddParams at(long seq) {
    return XAddParams.xAddParams().id(new StreamEntryID(seq, 0));
  }

  static Map<String, String> fields(Published event, boolean byOther) {
    Map<String, String> fields = new HashMap<>(Map.of(EVENT, event.json()));
    if (event.terminal()) {
      fields.put(TERMINAL, "1");
    }
    if (byOther) {
      fields.put(BY_OTHER, "1");
    }
    return fields;
  }

  static EventLog.Entry entry(StreamEntry one) {
    Map<String, String> fields = one.getFields();
    return new EventLog.Entry(
        new Published(one.getID().getTime(), fields.get(EVENT), isTerminal(one)),
        fields.containsKey(BY_OTHER));
  }

  static boolean isTerminal(StreamEntry one) {
    return one.getFields().containsKey(TERMINAL);
  }

  static void announce(AbstractPipeline pipeline, UUID generation, UUID conversation) {
    pipeline.xadd(
        BEGUN,
        XAddParams.xAddParams().maxLen(BEGUN_KEPT).approximateTrimming(),
        Map.of(GENERATION, generation.toString(), CONVERSATION, conversation.toString()));
  }

  static EventLog.Begun begun(StreamEntry one) {
    return new EventLog.Begun(
        UUID.fromString(one.getFields().get(GENERATION)),
        UUID.fromString(one.getFields().get(CONVERSATION)));
  }
}
