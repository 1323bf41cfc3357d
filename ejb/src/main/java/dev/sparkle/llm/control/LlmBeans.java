package dev.sparkle.llm.control;

import dev.sparkle.knowledge.control.Embedders;
import dev.sparkle.platform.control.CurrentSettings;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Puts the component's classes, which know no container, together in one. */
@ApplicationScoped
public class LlmBeans {

  @Inject private DataSource database;

  /** Earlier answers. */
  @Produces
  @Singleton
  public AnswerCache answers(
      Embedders embedders,
      CurrentSettings settings,
      Supplier<AnswerEra> era,
      ManagedScheduledExecutorService executor) {
    return new AnswerCache(database, embedders, settings, era, executor);
  }
}
