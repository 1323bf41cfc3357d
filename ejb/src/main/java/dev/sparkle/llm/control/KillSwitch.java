package dev.sparkle.llm.control;

import dev.sparkle.llm.entity.SwitchedOff;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which models may not be asked, as this node knows it, and the answers that are running here,
 * which end when theirs is switched off. Before anything is known, none may be asked. Thread-safe.
 */
final class KillSwitch {

  /** Stands for every model. */
  static final String ALL = "all";

  private final Set<AnswerRun> running = ConcurrentHashMap.newKeySet();
  private volatile Map<String, SwitchedOff> off;

  /** Whether the state was ever told. */
  boolean isKnown() {
    return off != null;
  }

  /** Whether a model may not be asked. */
  boolean isOff(String model) {
    Map<String, SwitchedOff> now = off;
    return now == null || now.containsKey(ALL) || now.containsKey(model);
  }

  /** Why, since when and by whom a model, or {@link #ALL}, is off; empty if it is on. */
  Optional<SwitchedOff> state(String name) {
    Map<String, SwitchedOff> now = off;
    return Optional.ofNullable(now == null ? null : now.get(name));
  }

  /** Puts a state in force; answers of models that are off end. */
  void tell(Map<String, SwitchedOff> now) {
    boolean changed = !now.equals(off);
    off = Map.copyOf(now);
    if (changed && !now.isEmpty()) {
      running.forEach(run -> run.switchedOff(this::isOff));
    }
  }

  /** An answer begins. */
  void entered(AnswerRun run) {
    running.add(run);
  }

  /** It has ended. */
  void left(AnswerRun run) {
    running.remove(run);
  }
}
