package dev.sparkle.task.entity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What is asked of the queue. Reads as a sentence:
 *
 * <pre>{@code
 * TaskRequest.of("material.ingest", new Ingest(id))
 *     .withPriority(Priority.HIGH).forAccount(account).unique(UniqueKey.byPayload())
 * }</pre>
 *
 * @param type names the handler; lower-case words with dots
 * @param payload becomes JSON when it is submitted, and the handler's input
 * @param queue where it waits; empty: the handler's own
 * @param attempts how often it is tried at most; empty: as the handler's policy says
 * @param limits keys whose limits it counts against, see {@code Queues.limit}
 */
public record TaskRequest(
    String type,
    Object payload,
    Optional<String> queue,
    Priority priority,
    Start start,
    Optional<UniqueKey> unique,
    Optional<UUID> account,
    Following following,
    Optional<UUID> batch,
    Set<String> limits,
    Optional<Integer> attempts) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]{0,99}");

  public TaskRequest {
    requireName("type", type);
    queue.ifPresent(name -> requireName("queue", name));
    Objects.requireNonNull(payload, "payload");
    Objects.requireNonNull(priority, "priority");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(following, "following");
    limits = Set.copyOf(limits);
    if (attempts.isPresent() && attempts.get() < 1) {
      throw new IllegalArgumentException("a task is tried once at least");
    }
  }

  private static void requireName(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a " + what + " is a lower-case name such as material.ingest, not \"" + name + "\"");
    }
  }

  /** A task of the type, that may start now, in the handler's queue. */
  public static TaskRequest of(String type, Object payload) {
    return new TaskRequest(
        type,
        payload,
        Optional.empty(),
        Priority.DEFAULT,
        new Start.Now(),
        Optional.empty(),
        Optional.empty(),
        Following.NOTHING,
        Optional.empty(),
        Set.of(),
        Optional.empty());
  }

  public TaskRequest onQueue(String name) {
    return new TaskRequest(
        type,
        payload,
        Optional.of(name),
        priority,
        start,
        unique,
        account,
        following,
        batch,
        limits,
        attempts);
  }

  public TaskRequest withPriority(Priority lane) {
    return new TaskRequest(
        type, payload, queue, lane, start, unique, account, following, batch, limits, attempts);
  }

  /** Not before the delay is over. */
  public TaskRequest after(Duration delay) {
    return starting(new Start.After(delay));
  }

  /** Not before the moment. */
  public TaskRequest at(Instant moment) {
    return starting(new Start.At(moment));
  }

  private TaskRequest starting(Start when) {
    return new TaskRequest(
        type, payload, queue, priority, when, unique, account, following, batch, limits, attempts);
  }

  /** Submitting the same again gives the first one's id. */
  public TaskRequest unique(UniqueKey key) {
    return new TaskRequest(
        type,
        payload,
        queue,
        priority,
        start,
        Optional.of(key),
        account,
        following,
        batch,
        limits,
        attempts);
  }

  /** The account that may see and cancel it. */
  public TaskRequest forAccount(UUID owner) {
    return new TaskRequest(
        type,
        payload,
        queue,
        priority,
        start,
        unique,
        Optional.of(owner),
        following,
        batch,
        limits,
        attempts);
  }

  /** Starts when all of these have succeeded; goes dead when one of them does not. */
  public TaskRequest following(List<UUID> tasks) {
    return following(new Following(tasks, false));
  }

  /** Starts when all of these have ended, however they did. */
  public TaskRequest followingWhatever(List<UUID> tasks) {
    return following(new Following(tasks, true));
  }

  private TaskRequest following(Following others) {
    return new TaskRequest(
        type, payload, queue, priority, start, unique, account, others, batch, limits, attempts);
  }

  /** Marks it as part of a batch, so that the batch can be listed. */
  public TaskRequest inBatch(UUID id) {
    return new TaskRequest(
        type,
        payload,
        queue,
        priority,
        start,
        unique,
        account,
        following,
        Optional.of(id),
        limits,
        attempts);
  }

  /** Counts it against the limit of a key, beside those that it has. */
  public TaskRequest limitedBy(String key) {
    Set<String> more = new TreeSet<>(limits);
    more.add(key);
    return new TaskRequest(
        type, payload, queue, priority, start, unique, account, following, batch, more, attempts);
  }

  /** Tried so often at most, whatever the handler's policy says. */
  public TaskRequest withAttempts(int most) {
    return new TaskRequest(
        type,
        payload,
        queue,
        priority,
        start,
        unique,
        account,
        following,
        batch,
        limits,
        Optional.of(most));
  }
}
