package dev.sparkle.task.control.engine;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;

/** Fills the parameters of a statement with arrays, one after another. */
final class Arrays {

  private final PreparedStatement statement;
  private int index;

  Arrays(PreparedStatement statement) {
    this.statement = statement;
  }

  /**
   * The next parameter.
   *
   * @param type of PostgreSQL, of one element
   */
  <T> Arrays add(String type, Collection<? extends T> rows, Function<T, ?> value)
      throws SQLException {
    Object[] column = new Object[rows.size()];
    int row = 0;
    for (T each : rows) {
      column[row++] = value.apply(each);
    }
    statement.setArray(++index, statement.getConnection().createArrayOf(type, column));
    return this;
  }

  /** A parameter that is no array. */
  Arrays add(Object value) throws SQLException {
    statement.setObject(++index, value);
    return this;
  }
}
