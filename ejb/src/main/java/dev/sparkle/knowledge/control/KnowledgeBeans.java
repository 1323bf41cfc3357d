package dev.sparkle.knowledge.control;

import dev.sparkle.platform.control.CurrentSettings;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import javax.sql.DataSource;

/** Puts the component's classes, which know no container, together in one. */
@ApplicationScoped
public class KnowledgeBeans {

  @Resource(lookup = "jdbc/sparkle")
  private DataSource database;

  /** The models that this node embeds with. */
  @Produces
  @Singleton
  public Embedders embedders() {
    return Embedders.local();
  }

  /** The way to passages. */
  @Produces
  @Singleton
  public Retrieval retrieval(Embedders embedders, CurrentSettings settings) {
    return new Retrieval(database, embedders, settings);
  }

  /** The materials; joins the caller's transaction, and signals after its commit. */
  @Produces
  @Singleton
  public Materials materials(CurrentSettings settings, Event<MaterialWaiting> waiting) {
    return new Materials(database, settings, () -> waiting.fire(new MaterialWaiting()));
  }

  /** What takes them in. */
  @Produces
  @Singleton
  public Ingestion ingestion(
      Embedders embedders, MaterialJudge judge, CurrentSettings settings, Clock clock) {
    return new Ingestion(database, embedders, DocumentReader.isolated(clock), judge, settings);
  }
}
