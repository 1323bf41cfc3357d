package dev.sparkle.task.entity;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Which tasks are meant; what is empty allows all. */
public record TaskFilter(
    Set<TaskState> states,
    Optional<String> type,
    Optional<String> queue,
    Optional<UUID> account,
    Optional<UUID> batch) {

  public static final TaskFilter ALL =
      new TaskFilter(
          Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public TaskFilter {
    states = Set.copyOf(states);
  }

  public TaskFilter in(TaskState... some) {
    return new TaskFilter(Set.of(some), type, queue, account, batch);
  }

  public TaskFilter ofType(String name) {
    return new TaskFilter(states, Optional.of(name), queue, account, batch);
  }

  public TaskFilter onQueue(String name) {
    return new TaskFilter(states, type, Optional.of(name), account, batch);
  }

  public TaskFilter ofAccount(UUID owner) {
    return new TaskFilter(states, type, queue, Optional.of(owner), batch);
  }

  public TaskFilter inBatch(UUID id) {
    return new TaskFilter(states, type, queue, account, Optional.of(id));
  }
}
