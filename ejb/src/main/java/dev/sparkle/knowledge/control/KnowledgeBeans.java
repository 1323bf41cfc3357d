package dev.sparkle.knowledge.control;

import dev.sparkle.platform.control.CurrentSettings;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import javax.sql.DataSource;

/** Puts the component's classes, which know no container, together in one. */
@ApplicationScoped
public class KnowledgeBeans {

  @Inject private DataSource database;

  @EJB private MaterialStore store;

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

  /** The materials. */
  @Produces
  @Singleton
  public Materials materials(CurrentSettings settings) {
    return new Materials(database, settings, store);
  }

  /** Their text. */
  @Produces
  @Singleton
  public MaterialText materialText() {
    return new MaterialText(database);
  }

  /** The steps of taking them in. */
  @Produces
  @Singleton
  public Ingestion ingestion(
      Embedders embedders, MaterialJudge judge, CurrentSettings settings, Clock clock) {
    return new Ingestion(database, embedders, DocumentReader.isolated(clock), judge, settings);
  }

  /** Going over them when models or judges change. */
  @Produces
  @Singleton
  public Renewal renewal(Embedders embedders, MaterialJudge judge) {
    return new Renewal(database, embedders, judge);
  }
}
