package dev.sparkle.chat.control;

import dev.sparkle.platform.control.RedisLink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongFunction;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.resps.StreamEntry;

/** The logs of answers in Redis, as every node sees them. {@link GenerationLog} writes them. */
final class WrittenLogs implements EventLog {

  /** Entries of one log that are read in one go; an answer of a minute has 2,400. */
  private static final int READ = 2_500;

  private final RedisLink redis;

  WrittenLogs(RedisLink redis) {
    this.redis = redis;
  }

  /**
   * Ends the log of an answer whose node went silent, if there is one. What that node still had to
   * write is lost, and what it writes later is refused.
   *
   * @param last makes the last event, of its number
   */
  void endOrphan(UUID generation, LongFunction<Published> last) {
    redis.ask(
        client -> {
          List<StreamEntry> end = client.xrevrange(LogStreams.key(generation), "+", "-", 1);
          if (!end.isEmpty() && !LogStreams.isTerminal(end.get(0))) {
            long seq = end.get(0).getID().getTime() + 1;
            client.xadd(
                LogStreams.key(generation),
                LogStreams.at(seq).noMkStream(),
                LogStreams.fields(last.apply(seq), true));
          }
          return true;
        });
  }

  @Override
  public Optional<Map<UUID, List<Entry>>> read(Map<UUID, Long> from) {
    return redis.ask(
        client -> {
          Map<UUID, Response<List<StreamEntry>>> answers = new HashMap<>();
          try (AbstractPipeline pipeline = client.pipelined()) {
            from.forEach(
                (id, seq) ->
                    answers.put(id, pipeline.xrange(LogStreams.key(id), seq + "-0", "+", READ)));
            pipeline.sync();
          }
          Map<UUID, List<Entry>> logs = new HashMap<>();
          answers.forEach(
              (id, answer) -> logs.put(id, answer.get().stream().map(LogStreams::entry).toList()));
          return logs;
        });
  }

  @Override
  public Optional<News> begunAfter(String place) {
    return redis.ask(
        client -> {
          if (place == null) {
            List<StreamEntry> end = client.xrevrange(LogStreams.BEGUN, "+", "-", 1);
            return new News(end.isEmpty() ? "0-0" : end.get(0).getID().toString(), List.of());
          }
          List<StreamEntry> news = client.xrange(LogStreams.BEGUN, "(" + place, "+", READ);
          return new News(
              news.isEmpty() ? place : news.get(news.size() - 1).getID().toString(),
              news.stream().map(LogStreams::begun).toList());
        });
  }
}
