package dev.sparkle.chat.control;

import dev.sparkle.identity.entity.AccountId;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.knowledge.control.Retrieval;
import dev.sparkle.platform.control.Migrations;
import dev.sparkle.safety.control.Screening;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Walks the way of a question once when the node starts, so that the first learner does not wait
 * for models and mappings to be loaded. Best effort: nothing depends on it.
 */
@Singleton
@Startup
public class WarmUp {

  private static final Logger LOG = System.getLogger(WarmUp.class.getName());

  @Resource(lookup = "concurrent/sparkle")
  private ManagedScheduledExecutorService executor;

  @Inject private Migrations migrations;
  @Inject private Retrieval retrieval;
  @Inject private Conversations conversations;
  @Inject private Screening screening;
  @Inject private AnswerMeter meter;

  @PostConstruct
  void begin() {
    meter.expect();
    executor.schedule(this::walk, 0, TimeUnit.MILLISECONDS);
  }

  private void walk() {
    if (!migrations.isDone()) {
      return;
    }
    long start = System.nanoTime();
    Caller nobody = new Caller(AccountId.LOCAL_OPERATOR, Set.of(Role.OPERATOR), Set.of());
    try {
      conversations.list(nobody, Conversations.Place.NEWEST, 1);
      retrieval.find(nobody, "What is this course about?", Set.of(), 1);
      retrieval.find(nobody, "这门课讲什么？", Set.of(), 1);
      screening.warmUp();
      LOG.log(Level.INFO, "warm after {0} ms", (System.nanoTime() - start) / 1_000_000);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "not warmed up: {0}", e.getMessage());
    }
  }
}
