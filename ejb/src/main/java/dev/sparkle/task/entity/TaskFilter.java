package dev.sparkle.task.entity;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which tasks are meant; what is empty allows all.
 *
 * @param since submitted then or later
 * @param error is in the text of the error, in any case
 */
public record TaskFilter(
    Set<TaskState> states,
    Optional<String> type,
    Optional<String> queue,
    Optional<UUID> account,
    Optional<UUID> batch,
    Optional<Instant> since,
    Optional<String> error) {

  public static final TaskFilter ALL =
      new TaskFilter(
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public TaskFilter {
    states = Set.copyOf(states);
  }

  public TaskFilter in(TaskState... some) {
    return new TaskFilter(Set.of(some), type, queue, account, batch, since, error);
  }

  public TaskFilter ofType(String name) {
    return new TaskFilter(states, Optional.of(name), queue, account, batch, since, error);
  }

  public TaskFilter onQueue(String name) {
    return new TaskFilter(states, type, Optional.of(name), account, batch, since, error);
  }

  public TaskFilter ofAccount(UUID owner) {
    return new TaskFilter(states, type, queue, Optional.of(owner), batch, since, error);
  }

  public TaskFilter inBatch(UUID id) {
    return new TaskFilter(states, type, queue, account, Optional.of(id), since, error);
  }

  public TaskFilter submittedSince(Instant moment) {
    return new TaskFilter(states, type, queue, account, batch, Optional.of(moment), error);
  }

  public TaskFilter withError(String text) {
    return new TaskFilter(states, type, queue, account, batch, since, Optional.of(text));
  }
}
