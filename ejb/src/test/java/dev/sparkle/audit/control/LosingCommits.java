package dev.sparkle.audit.control;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

/** A connection that commits, and breaks before it says so. */
final class LosingCommits {

  private final Connection real;

  LosingCommits(Connection real) {
    this.real = real;
  }

  Connection open() {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              try {
                Object answer = method.invoke(real, arguments);
                if (method.getName().equals("commit")) {
                  throw new SQLException("the connection broke", "08006");
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
