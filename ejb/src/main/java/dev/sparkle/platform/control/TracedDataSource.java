package dev.sparkle.platform.control;

import io.opentelemetry.api.trace.Span;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Connections whose statements become spans only within a span that is recorded: what loops in the
 * background, and what is not sampled, pays nothing and makes no traces of its own.
 */
final class TracedDataSource implements DataSource {

  private final DataSource plain;
  private final DataSource traced;

  /**
   * @param plain the pool
   * @param traced the same pool, whose statements are spans
   */
  TracedDataSource(DataSource plain, DataSource traced) {
    this.plain = plain;
    this.traced = traced;
  }

  private DataSource now() {
    return Span.current().isRecording() ? traced : plain;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return now().getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return now().getConnection(user, password);
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return plain.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    plain.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    plain.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return plain.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws java.sql.SQLFeatureNotSupportedException {
    return plain.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> kind) throws SQLException {
    return plain.unwrap(kind);
  }

  @Override
  public boolean isWrapperFor(Class<?> kind) throws SQLException {
    return plain.isWrapperFor(kind);
  }
}
