package dev.sparkle.chat.boundary;

import dev.sparkle.chat.control.Answers;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Draining;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** The open sockets of this node: counts them, limits them, keeps them awake, drops dead ones. */
@ApplicationScoped
public class Sockets {

  private static final Logger LOG = System.getLogger(Sockets.class.getName());

  /** A socket that gave no sign for so many heartbeats is dead. */
  private static final int MISSED = 3;

  /** A node that is emptied hands so many sockets over at a time: 200 a second. */
  private static final int SLICE = 50;

  private static final long SLICE_MILLIS = 250;

  private final Map<ChatSocket, UUID> open = new ConcurrentHashMap<>();
  private final Map<UUID, Set<ChatSocket>> byAccount = new ConcurrentHashMap<>();

  @Inject private CurrentSettings settings;
  @Inject private ManagedScheduledExecutorService executor;
  @Inject private MetricRegistry metrics;
  @Inject private Answers answers;
  @Inject private Draining draining;

  @Resource(lookup = "concurrent/sparkle-closing")
  private ManagedExecutorService closing;

  private final AtomicBoolean handingOver = new AtomicBoolean();
  private ScheduledFuture<?> heartbeat;

  @PostConstruct
  void begin() {
    long millis = settings.get().chat().heartbeat().toMillis();
    heartbeat = executor.scheduleWithFixedDelay(this::beat, millis, millis, TimeUnit.MILLISECONDS);
    metrics.gauge("chat_sockets", open, Map::size);
    metrics.gauge("chat_generations", answers, a -> a.running().size());
  }

  /** Runs the ends of sockets. */
  Executor closing() {
    return closing;
  }

  /** Made when the application starts, so that its counts are there from 0 on. */
  void wake(@Observes @Initialized(ApplicationScoped.class) Object start) {
    resumes(true);
    resumes(false);
  }

  /** Counts a resumption. */
  void countResume(boolean recovered) {
    resumes(recovered).inc();
  }

  private Counter resumes(boolean recovered) {
    return metrics.counter("chat_resumes_total", new Tag("recovered", Boolean.toString(recovered)));
  }

  /** Adds a socket, unless the account has too many. */
  boolean add(ChatSocket socket, UUID account) {
    int most = settings.get().chat().socketsPerAccount();
    Set<ChatSocket> all =
        byAccount.compute(
            account,
            (id, others) -> {
              Set<ChatSocket> mine = others == null ? ConcurrentHashMap.newKeySet() : others;
              if (mine.size() < most) {
                mine.add(socket);
              }
              return mine.isEmpty() ? null : mine;
            });
    if (all == null || !all.contains(socket)) {
      return false;
    }
    open.put(socket, account);
    return true;
  }

  void remove(ChatSocket socket) {
    UUID account = open.remove(socket);
    if (account != null) {
      byAccount.computeIfPresent(
          account,
          (id, mine) -> {
            mine.remove(socket);
            return mine.isEmpty() ? null : mine;
          });
    }
  }

  /** Whether the account has a socket here. */
  boolean has(UUID account) {
    return byAccount.containsKey(account);
  }

  /** Sends a frame to each socket that the account has here. */
  void tell(UUID account, String frame) {
    byAccount.getOrDefault(account, Set.of()).forEach(socket -> socket.tell(frame));
  }

  /** The accounts that have sockets here. */
  Set<UUID> accounts() {
    return Set.copyOf(byAccount.keySet());
  }

  /** Closes each socket that the account has here. */
  void close(UUID account, int code, String reason) {
    byAccount.getOrDefault(account, Set.of()).forEach(socket -> socket.close(code, reason));
  }

  /** Ends those whose learners are kept out for maintenance and wait for no answer. */
  void endForMaintenance() {
    each(open.keySet().stream(), ChatSocket::endForMaintenance);
  }

  /** A node that is emptied hands its sockets over: their learners come back at other nodes. */
  void drain(@Observes Draining.Changed change) {
    if (change.draining() && handingOver.compareAndSet(false, true)) {
      handOverIn(0);
    }
  }

  private void handOverIn(long millis) {
    try {
      executor.schedule(this::handOver, millis, TimeUnit.MILLISECONDS);
    } catch (RuntimeException refused) {
      handingOver.set(false);
      throw refused;
    }
  }

  /** Not all at once: the other nodes take them in meanwhile. */
  private void handOver() {
    if (draining.isOn()) {
      each(
          open.keySet().stream().limit(SLICE),
          socket -> {
            socket.close(1001, "this node is emptied: resume");
            remove(socket);
          });
      handOverIn(SLICE_MILLIS);
      return;
    }
    handingOver.set(false);
    // it may have been drained again meanwhile
    drain(new Draining.Changed(draining.isOn()));
  }

  private void beat() {
    try {
      long deadline = System.nanoTime() - MISSED * settings.get().chat().heartbeat().toNanos();
      each(open.keySet().stream(), socket -> socket.beat(deadline));
    } catch (RuntimeException again) {
      // a beat that throws would be the last
      LOG.log(Level.WARNING, "sockets had no heartbeat", again);
    }
  }

  /** Does that to each: one where it fails keeps it from no other, and has its turn again. */
  static void each(Stream<ChatSocket> sockets, Consumer<ChatSocket> what) {
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    sockets.forEach(
        socket -> {
          try {
            what.accept(socket);
          } catch (RuntimeException failed) {
            failure.set(failed);
          }
        });
    if (failure.get() != null) {
      LOG.log(
          Level.WARNING, "some sockets could not be reached; the last failed so", failure.get());
    }
  }

  @PreDestroy
  void end() {
    heartbeat.cancel(true);
    open.keySet().forEach(socket -> socket.close(1001, "the server stops: resume elsewhere"));
  }
}
