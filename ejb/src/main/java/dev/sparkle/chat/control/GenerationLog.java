package dev.sparkle.chat.control;

import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.RedisLink;
import dev.sparkle.platform.control.SerialExecutor;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;

/**
 * The events of all generations of this node as Redis streams, written behind, so that any node can
 * resume a generation. One stream a generation; an entry's id is the event's number.
 *
 * <p>It never slows an answer: while Redis is away, or more than {@value #MAX_WAITING} events wait,
 * the log of the generations concerned is given up, and removed, so that what is there is whole.
 */
@ApplicationScoped
public class GenerationLog {

  /** About four seconds of a thousand full-speed answers. */
  static final int MAX_WAITING = 160_000;

  private record Entry(UUID generation, Published event) {}

  private final ConcurrentLinkedQueue<Entry> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final Set<UUID> givenUp = ConcurrentHashMap.newKeySet();
  private final RedisLink redis;
  private final CurrentSettings settings;
  private final Executor writer;

  /** For the container's proxy. */
  protected GenerationLog() {
    this(null, null, (Executor) null);
  }

  @Inject
  public GenerationLog(
      RedisLink redis, CurrentSettings settings, ManagedScheduledExecutorService executor) {
    this(redis, settings, (Executor) executor);
  }

  private GenerationLog(RedisLink redis, CurrentSettings settings, Executor pool) {
    this.redis = redis;
    this.settings = settings;
    this.writer = new SerialExecutor(pool);
  }

  /** The stream's key; braces keep all keys of one generation on one node of a Redis Cluster. */
  static String key(UUID generation) {
    return "sparkle:{gen:" + generation + "}:log";
  }

  /** Takes an event of a generation and returns at once. */
  public void append(UUID generation, Published event) {
    if (givenUp.contains(generation)) {
      if (event.terminal()) {
        givenUp.remove(generation);
      }
      return;
    }
    if (size.get() >= MAX_WAITING) {
      givenUp.add(generation);
      return;
    }
    waiting.add(new Entry(generation, event));
    if (size.getAndIncrement() == 0) {
      writer.execute(this::write);
    }
  }

  private void write() {
    while (size.get() > 0) {
      List<Entry> batch = new ArrayList<>();
      for (Entry entry; batch.size() < 512 && (entry = waiting.poll()) != null; ) {
        batch.add(entry);
      }
      boolean written = redis.ask(client -> send(client.pipelined(), batch)).isPresent();
      if (!written) {
        Set<UUID> broken = new HashSet<>();
        batch.forEach(entry -> broken.add(entry.generation()));
        givenUp.addAll(broken);
        batch.stream()
            .filter(entry -> entry.event().terminal())
            .forEach(entry -> givenUp.remove(entry.generation()));
      }
      if (size.addAndGet(-batch.size()) == 0) {
        return;
      }
    }
  }

  private boolean send(AbstractPipeline pipeline, List<Entry> batch) {
    long retention = settings.get().chat().logRetention().toMillis();
    Set<UUID> touched = new HashSet<>();
    try (pipeline) {
      for (Entry entry : batch) {
        if (givenUp.contains(entry.generation())) {
          pipeline.del(key(entry.generation()));
          continue;
        }
        pipeline.xadd(
            key(entry.generation()),
            XAddParams.xAddParams().id(new StreamEntryID(entry.event().seq(), 0)),
            Map.of("e", entry.event().json()));
        touched.add(entry.generation());
      }
      touched.forEach(generation -> pipeline.pexpire(key(generation), retention));
      pipeline.sync();
    }
    return true;
  }
}
