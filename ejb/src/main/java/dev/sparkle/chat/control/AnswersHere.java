package dev.sparkle.chat.control;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The answers in this node's memory: those that run, and those that ended a moment ago. */
@ApplicationScoped
public class AnswersHere {

  /** A finished answer can be followed from memory for so long; then from the log. */
  private static final long AFTERGLOW_SECONDS = 60;

  private final Map<UUID, LiveGeneration> live = new ConcurrentHashMap<>();
  private final Map<UUID, LiveGeneration> finished = new ConcurrentHashMap<>();

  @Inject private ManagedScheduledExecutorService executor;

  void add(LiveGeneration generation) {
    live.put(generation.id(), generation);
  }

  /** The answer has ended. */
  void retire(UUID id) {
    LiveGeneration done = live.get(id);
    if (done != null) {
      finished.put(id, done);
      live.remove(id);
      executor.schedule(() -> finished.remove(id), AFTERGLOW_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** A running answer. */
  Optional<LiveGeneration> running(UUID id) {
    return Optional.ofNullable(live.get(id));
  }

  /** A running answer, or one that ended a moment ago. */
  Optional<LiveGeneration> find(UUID id) {
    LiveGeneration found = live.get(id);
    return Optional.ofNullable(found == null ? finished.get(id) : found);
  }

  /** How many answers of an account run here. */
  long count(UUID account) {
    return live.values().stream().filter(each -> each.account().equals(account)).count();
  }

  /** The answers under way here. */
  List<UUID> running() {
    return List.copyOf(live.keySet());
  }

  /** Ends the work on all answers of an account that is gone. */
  void abandonAll(UUID account) {
    live.values().stream()
        .filter(one -> one.account().equals(account))
        .forEach(one -> one.cancellation().request());
  }

  /** Stops telling the follower anything. */
  void leave(Follower follower) {
    live.values().forEach(generation -> generation.unfollow(follower));
  }
}
