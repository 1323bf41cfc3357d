package dev.sparkle.task.control.engine;

import dev.sparkle.platform.control.Json;
import dev.sparkle.task.control.TaskHandler;
import dev.sparkle.task.entity.Start;
import dev.sparkle.task.entity.TaskRequest;
import dev.sparkle.task.entity.UniqueKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** Makes rows of requests: what they leave open is the handler's choice. */
final class Intake {

  private final Handlers handlers;
  private final Tracing tracing;
  private final Clock clock;

  Intake(Handlers handlers, Tracing tracing, Clock clock) {
    this.handlers = handlers;
    this.tracing = tracing;
    this.clock = clock;
  }

  /**
   * The row of a request.
   *
   * @throws IllegalArgumentException if no handler works on the type, or the payload has no JSON
   */
  NewTask row(TaskRequest request) {
    TaskHandler<?, ?> handler =
        handlers
            .find(request.type())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no handler works on tasks of type " + request.type()));
    String payload = Json.write(request.payload());
    return new NewTask(
        Ids.next(),
        request.type(),
        request.queue().orElseGet(handler::queue),
        request.priority().lane(),
        delay(request.start()),
        request.attempts().orElseGet(() -> handler.retry().attempts()),
        request.account().orElse(null),
        request.batch().orElse(null),
        request.unique().map(key -> key.of(request.type(), payload)).orElse(null),
        request.unique().map(UniqueKey::window).orElse(Duration.ZERO),
        request.following(),
        limitKeys(request.type(), handler, request.limits()),
        tracing.current(),
        payload);
  }

  private long delay(Start start) {
    if (start instanceof Start.After after) {
      return after.delay().toMillis();
    }
    if (start instanceof Start.At at) {
      return Math.max(0, Duration.between(clock.instant(), at.moment()).toMillis());
    }
    return 0;
  }

  private static String limitKeys(String type, TaskHandler<?, ?> handler, Set<String> asked) {
    if (asked.isEmpty() && handler.limit().isEmpty()) {
      return null;
    }
    Set<String> keys = new TreeSet<>(asked);
    if (handler.limit().isPresent()) {
      keys.add(ofType(type));
    }
    StringBuilder literal = new StringBuilder("{");
    for (String key : keys) {
      literal.append(literal.length() > 1 ? "," : "");
      literal.append('"').append(key.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
    return literal.append('}').toString();
  }

  /** The key of a type's own limit. */
  static String ofType(String type) {
    return "type:" + type;
  }
}
