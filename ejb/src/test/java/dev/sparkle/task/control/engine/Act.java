package dev.sparkle.task.control.engine;

import dev.sparkle.task.control.TaskContext;
import dev.sparkle.task.control.TaskHandler;
import dev.sparkle.task.entity.Limit;
import dev.sparkle.task.entity.RetryPolicy;
import java.time.Duration;
import java.util.Optional;

/** A handler of a test: what it does is given. */
final class Act implements TaskHandler<Act.Input, Object> {

  /** A payload that refuses a negative number. */
  record Input(int number) {
    Input {
      if (number < 0) {
        throw new IllegalArgumentException("the number must not be negative");
      }
    }
  }

  @FunctionalInterface
  interface Doing {
    Object act(Input input, TaskContext context) throws Exception;
  }

  private final Doing doing;
  private final RetryPolicy retry;
  private final Duration deadline;
  private final Limit limit;

  private Act(Doing doing, RetryPolicy retry, Duration deadline, Limit limit) {
    this.doing = doing;
    this.retry = retry;
    this.deadline = deadline;
    this.limit = limit;
  }

  static Act of(Doing doing) {
    return new Act(
        doing,
        RetryPolicy.attempts(3).withBackoff(Duration.ofMillis(10)),
        Duration.ofMinutes(1),
        null);
  }

  Act within(Duration most) {
    return new Act(doing, retry, most, limit);
  }

  Act limited(Limit most) {
    return new Act(doing, retry, deadline, most);
  }

  @Override
  public Class<Input> input() {
    return Input.class;
  }

  @Override
  public Object handle(Input input, TaskContext context) throws Exception {
    return doing.act(input, context);
  }

  @Override
  public RetryPolicy retry() {
    return retry;
  }

  @Override
  public Duration deadline() {
    return deadline;
  }

  @Override
  public Optional<Limit> limit() {
    return Optional.ofNullable(limit);
  }
}
