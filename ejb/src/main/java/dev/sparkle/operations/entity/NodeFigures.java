package dev.sparkle.operations.entity;

import java.time.Instant;
import java.util.List;

/**
 * What a node tells of itself.
 *
 * @param sockets open ones
 * @param answers on their way
 * @param heapUsed bytes
 * @param heapMost bytes that it may grow to
 * @param load of the machine, runnable threads on average over a minute; negative: not known
 * @param redisDownSince null: Redis answers this node
 */
public record NodeFigures(
    int sockets,
    int answers,
    long heapUsed,
    long heapMost,
    double load,
    int processors,
    int threads,
    Instant redisDownSince,
    List<ModelFigures> models) {

  public NodeFigures {
    models = List.copyOf(models);
  }

  /**
   * What a node tells of a model since it was started.
   *
   * @param circuit closed, halfOpen or open
   * @param streams answers running, or waited for
   * @param calls attempts that ended
   * @param failed of them
   * @param costMicros millionths of the installation's currency
   */
  public record ModelFigures(
      String name,
      String circuit,
      int streams,
      long calls,
      long failed,
      long inputTokens,
      long outputTokens,
      long costMicros) {}
}
