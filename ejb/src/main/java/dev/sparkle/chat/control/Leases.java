package dev.sparkle.chat.control;

import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Migrations;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Renews the leases of this node's generations, and ends those of nodes that went silent: with a
 * lease of 3 s and a look every second, an orphan ends within 4 s. It has threads of its own:
 * leases must be renewed also when the node is busy. After a time without the database it waits for
 * one lease before it ends others' generations, since they could not renew either.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Leases {

  private static final Logger LOG = System.getLogger(Leases.class.getName());

  @Resource(lookup = "concurrent/sparkle-leases")
  private ManagedScheduledExecutorService executor;

  @Inject private CurrentSettings settings;
  @Inject private Migrations migrations;
  @Inject private Answers answers;
  @Inject private GenerationDesk desk;

  private ScheduledFuture<?> round;

  /**
   * Since when the database answers again, by a clock that never jumps: after a time without it,
   * others must renew first.
   */
  private Optional<Long> backSince = Optional.empty();

  @PostConstruct
  void begin() {
    long third = settings.get().chat().generationLease().toMillis() / 3;
    round = executor.scheduleWithFixedDelay(this::look, third, third, TimeUnit.MILLISECONDS);
  }

  private void look() {
    if (!migrations.isDone()) {
      return;
    }
    try {
      Duration lease = settings.get().chat().generationLease();
      List<UUID> running = answers.running();
      if (!running.isEmpty()) {
        Map<UUID, Boolean> own = desk.renew(running, lease);
        // what another node has ended nobody would keep, and a stop may come from any node
        running.stream().filter(id -> own.getOrDefault(id, true)).forEach(answers::callOff);
      }
      if (backSince.isPresent() && System.nanoTime() - backSince.get() < lease.toNanos()) {
        return;
      }
      backSince = Optional.empty();
      List<GenerationDesk.Orphan> orphans = desk.endOrphans();
      if (!orphans.isEmpty()) {
        LOG.log(Level.WARNING, "ended {0} answers of nodes that went silent", orphans.size());
        orphans.forEach(answers::endElsewhere);
      }
    } catch (SQLException | RuntimeException e) {
      backSince = Optional.of(System.nanoTime());
      LOG.log(Level.WARNING, "leases could not be renewed: {0}", e.getMessage());
    }
  }

  @PreDestroy
  void end() {
    round.cancel(true);
  }
}
