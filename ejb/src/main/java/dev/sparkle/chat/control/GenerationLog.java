package dev.sparkle.chat.control;

import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.RedisLink;
import dev.sparkle.platform.control.SerialExecutor;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The events of all generations of this node as Redis streams, written behind, so that any node can
 * resume a generation. One stream a generation; an entry's id is the event's number.
 *
 * <p>It never slows an answer: when Redis is away, or more than {@value #MAX_WAITING} events wait,
 * the log of the generations concerned is given up: nothing more is written to it, and it is
 * removed as soon as Redis answers, so that what is there is whole.
 */
@ApplicationScoped
public class GenerationLog {

  private static final Logger LOG = System.getLogger(GenerationLog.class.getName());

  /** About four seconds of a thousand full-speed answers. */
  static final int MAX_WAITING = 160_000;

  /** Events in one round trip: large enough to keep up, small enough to fit a network buffer. */
  private static final int BATCH = 512;

  private static final long RETRY_SECONDS = 1;

  private record Written(UUID generation, UUID conversation, Published event) {}

  private final ConcurrentLinkedQueue<Written> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();

  /** Given up; not to be written any more. Left when the generation has ended and is removed. */
  private final Set<UUID> givenUp = ConcurrentHashMap.newKeySet();

  // these three belong to the writer alone
  private final Set<UUID> toRemove = new HashSet<>();
  private final Set<UUID> ended = new HashSet<>();

  /** Ended in the log by another node, whose word stays. */
  private final Set<UUID> fenced = new HashSet<>();

  private final RedisLink redis;
  private final Supplier<Duration> retention;
  private final Executor writer;
  private final BiConsumer<Runnable, Long> later;

  /** For the container's proxy. */
  protected GenerationLog() {
    this(null, null, null, null);
  }

  @Inject
  public GenerationLog(
      RedisLink redis, CurrentSettings settings, ManagedScheduledExecutorService executor) {
    this(
        redis,
        () -> settings.get().chat().logRetention(),
        executor,
        (action, seconds) -> executor.schedule(action, seconds, TimeUnit.SECONDS));
  }

  /**
   * A log without a container.
   *
   * @param retention how long a log is kept after its last event
   * @param later runs an action some seconds from now
   */
  GenerationLog(
      RedisLink redis,
      Supplier<Duration> retention,
      Executor pool,
      BiConsumer<Runnable, Long> later) {
    this.redis = redis;
    this.retention = retention;
    this.later = later;
    this.writer = new SerialExecutor(pool);
  }

  /** Takes an event of a generation and returns at once. */
  public void append(UUID generation, UUID conversation, Published event) {
    if (size.get() >= MAX_WAITING && givenUp.add(generation)) {
      LOG.log(Level.WARNING, "the log of an answer is given up: {0} events wait", MAX_WAITING);
    }
    // what is given up still passes its end, by which the writer forgets it
    if (givenUp.contains(generation) && !event.terminal()) {
      return;
    }
    waiting.add(new Written(generation, conversation, event));
    if (size.getAndIncrement() == 0) {
      writer.execute(this::write);
    }
  }

  private void write() {
    do {
      List<Written> batch = new ArrayList<>();
      for (Written entry; batch.size() < BATCH && (entry = waiting.poll()) != null; ) {
        batch.add(entry);
      }
      try {
        write(batch);
      } finally {
        size.addAndGet(-batch.size());
      }
    } while (!waiting.isEmpty());
    removeWhatIsGivenUp();
  }

  private void write(List<Written> batch) {
    List<Written> whole =
        batch.stream().filter(entry -> !givenUp.contains(entry.generation())).toList();
    if (!whole.isEmpty()) {
      Optional<Set<UUID>> broken = redis.ask(client -> send(client, whole));
      broken.ifPresentOrElse(
          givenUp::addAll, () -> whole.forEach(entry -> givenUp.add(entry.generation())));
    }
    for (Written entry : batch) {
      if (givenUp.contains(entry.generation())) {
        if (!fenced.contains(entry.generation())) {
          toRemove.add(entry.generation());
        }
        if (entry.event().terminal()) {
          ended.add(entry.generation());
        }
      }
    }
  }

  /** Returns the generations of which an event was not taken. */
  private Set<UUID> send(UnifiedJedis client, List<Written> batch) {
    long millis = retention.get().toMillis();
    Set<UUID> touched = new HashSet<>();
    Map<Written, Response<StreamEntryID>> answers = new LinkedHashMap<>();
    try (AbstractPipeline pipeline = client.pipelined()) {
      for (Written entry : batch) {
        answers.put(
            entry,
            pipeline.xadd(
                LogStreams.key(entry.generation()),
                LogStreams.at(entry.event().seq()),
                LogStreams.fields(entry.event(), false)));
        touched.add(entry.generation());
      }
      touched.forEach(generation -> pipeline.pexpire(LogStreams.key(generation), millis));
      for (Written entry : batch) {
        if (entry.event().seq() == 1) {
          LogStreams.announce(pipeline, entry.generation(), entry.conversation());
        }
      }
      pipeline.sync();
    }
    Set<UUID> broken = new HashSet<>();
    answers.forEach(
        (entry, answer) -> {
          if (!isTaken(entry.generation(), answer)) {
            broken.add(entry.generation());
          }
        });
    return broken;
  }

  /** Single commands may fail (out of memory, another node has ended it) without the others. */
  private boolean isTaken(UUID generation, Response<StreamEntryID> answer) {
    try {
      return answer.get() != null;
    } catch (JedisDataException refused) {
      if (refused.getMessage().contains("equal or smaller")) {
        fenced.add(generation);
      }
      LOG.log(Level.WARNING, "the log of an answer is given up: {0}", refused.getMessage());
      return false;
    }
  }

  private void removeWhatIsGivenUp() {
    if (toRemove.isEmpty()) {
      forgetWhatHasEnded();
      return;
    }
    String[] keys = toRemove.stream().map(LogStreams::key).toArray(String[]::new);
    boolean removed =
        redis
            .ask(
                client -> {
                  for (String key : keys) {
                    client.unlink(key);
                  }
                  return true;
                })
            .isPresent();
    if (removed) {
      toRemove.clear();
      forgetWhatHasEnded();
    } else {
      later.accept(() -> writer.execute(this::removeWhatIsGivenUp), RETRY_SECONDS);
    }
  }

  private void forgetWhatHasEnded() {
    givenUp.removeAll(ended);
    fenced.removeAll(ended);
    ended.clear();
  }
}
