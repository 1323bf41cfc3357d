package dev.sparkle.task.control.engine;

import dev.sparkle.task.control.TaskHandler;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The handlers by type of task. Each is asked for when its first task comes. */
public final class Handlers {

  private final Map<String, Supplier<TaskHandler<?, ?>>> sources;
  private final Map<String, TaskHandler<?, ?>> made = new ConcurrentHashMap<>();

  public Handlers(Map<String, Supplier<TaskHandler<?, ?>>> sources) {
    this.sources = Map.copyOf(sources);
  }

  /** The types that there are handlers for. */
  public Set<String> types() {
    return sources.keySet();
  }

  public Optional<TaskHandler<?, ?>> find(String type) {
    TaskHandler<?, ?> known = made.get(type);
    if (known == null && sources.containsKey(type)) {
      // not within computeIfAbsent: making a bean may ask for others
      TaskHandler<?, ?> fresh = sources.get(type).get();
      TaskHandler<?, ?> first = made.putIfAbsent(type, fresh);
      known = first == null ? fresh : first;
    }
    return Optional.ofNullable(known);
  }
}
