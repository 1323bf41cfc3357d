package dev.sparkle.cli.bench.task;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** As much of a connection pool as a measurement needs: a closed connection is used again. */
public final class Pool implements AutoCloseable {

  private final PGSimpleDataSource source;
  private final ConcurrentLinkedQueue<Connection> idle = new ConcurrentLinkedQueue<>();

  public Pool(PGSimpleDataSource source) {
    this.source = source;
  }

  /** The pool as a data source. */
  public DataSource dataSource() {
    InvocationHandler handler =
        (proxy, method, arguments) ->
            method.getName().equals("getConnection") ? connection() : call(method, arguments);
    return (DataSource)
        Proxy.newProxyInstance(
            Pool.class.getClassLoader(), new Class<?>[] {DataSource.class}, handler);
  }

  private Object call(java.lang.reflect.Method method, Object[] arguments) throws Throwable {
    return method.invoke(source, arguments);
  }

  private Connection connection() throws SQLException {
    Connection free = idle.poll();
    Connection real = free == null ? source.getConnection() : free;
    return (Connection)
        Proxy.newProxyInstance(
            Pool.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                if (!real.isClosed()) {
                  idle.add(real);
                }
                return null;
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public void close() throws SQLException {
    for (Connection each = idle.poll(); each != null; each = idle.poll()) {
      each.close();
    }
  }
}
