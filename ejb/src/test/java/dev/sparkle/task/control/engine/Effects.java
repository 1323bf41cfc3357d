package dev.sparkle.task.control.engine;

import dev.sparkle.task.control.TaskContext;
import dev.sparkle.task.control.TaskHandler;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** A handler whose effect can be counted: one row a task, written by the task's id. */
final class Effects {

  static final String TABLE = "create table effect (task uuid primary key, times int not null)";

  private static final String WRITE =
      """
      insert into effect values (?, 1)
      on conflict (task) do update set times = effect.times + 1
      """;

  private final DataSource database;

  private Effects(DataSource database) {
    this.database = database;
  }

  static Map<String, TaskHandler<?, ?>> of(DataSource database) {
    Effects effects = new Effects(database);
    return Map.of("act", Act.of((input, context) -> effects.write(context)));
  }

  private Object write(TaskContext context) throws Exception {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    try (Connection connection = database.getConnection();
        PreparedStatement write = connection.prepareStatement(WRITE)) {
      write.setObject(1, context.task());
      write.executeUpdate();
    }
    return null;
  }
}
