package dev.sparkle.task.control.engine;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A real connection that breaks, for its user, while he waits for the answer to a query. */
final class LostAnswer implements InvocationHandler {

  /** What the server does with the query before its user hears of the breach. */
  @FunctionalInterface
  interface Fate {
    void of(PreparedStatement query) throws Exception;
  }

  private final Object real;
  private final Fate fate;

  private LostAnswer(Object real, Fate fate) {
    this.real = real;
    this.fate = fate;
  }

  static Connection on(Connection real, Fate fate) {
    return wrap(Connection.class, real, fate);
  }

  private static <T> T wrap(Class<T> type, T real, Fate fate) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, new LostAnswer(real, fate)));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("executeQuery")) {
      fate.of((PreparedStatement) real);
      throw new SQLException("the connection was reset", "08006");
    }
    if (real instanceof PreparedStatement && method.getName().equals("close")) {
      return null; // the server knows nothing of it, and may still be busy
    }
    try {
      Object result = method.invoke(real, arguments);
      return result instanceof PreparedStatement query
          ? wrap(PreparedStatement.class, query, fate)
          : result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
