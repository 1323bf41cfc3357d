package dev.sparkle.chat.control.export;

import dev.sparkle.chat.control.UsageRollup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** Puts the classes behind the component's jobs, which know no container, together in one. */
@ApplicationScoped
public class ChatJobBeans {

  @Inject private DataSource database;

  /** Copies of accounts' data. */
  @Produces
  @Singleton
  public Exports exports() {
    return new Exports(database);
  }

  /** Usage by day. */
  @Produces
  @Singleton
  public UsageRollup rollup() {
    return new UsageRollup(database);
  }
}
