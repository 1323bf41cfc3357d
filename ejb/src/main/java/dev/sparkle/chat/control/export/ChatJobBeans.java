package dev.sparkle.chat.control.export;

import dev.sparkle.chat.control.UsageRollup;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** Puts the classes behind the component's jobs, which know no container, together in one. */
@ApplicationScoped
public class ChatJobBeans {

  @Resource(lookup = "jdbc/sparkle")
  private DataSource database;

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
