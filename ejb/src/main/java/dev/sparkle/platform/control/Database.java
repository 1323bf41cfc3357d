package dev.sparkle.platform.control;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.jdbc.datasource.JdbcTelemetry;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import javax.sql.DataSource;

/**
 * The database, for whoever injects a {@link DataSource}: the server's pool, whose connections join
 * the caller's transaction. Statements of work that is traced are spans.
 */
@ApplicationScoped
public class Database {

  @Resource(lookup = "jdbc/sparkle")
  private DataSource pool;

  /** The pool, traced where there is a trace. */
  @Produces
  @ApplicationScoped
  public DataSource traced(OpenTelemetry telemetry) {
    return new TracedDataSource(
        pool,
        JdbcTelemetry.builder(telemetry)
            .setDataSourceInstrumenterEnabled(false)
            .build()
            .wrap(pool));
  }
}
