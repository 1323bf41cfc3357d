package dev.sparkle.cli.drill;

import dev.sparkle.cli.drill.Happening.Kind;
import dev.sparkle.cli.services.Database;
import dev.sparkle.cli.services.DatabaseAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a drill puts into its database to see what happens there: where effects are written, and an
 * own record of every end, which the queue cannot write over.
 */
public final class DrillTables {

  private static final String MAKE =
      """
      create table drill_effect (
        task uuid not null, attempt int not null, at timestamptz not null default clock_timestamp());
      grant select, insert on drill_effect to sparkle;
      create table drill_row (id int primary key, value bigint not null default 0);
      insert into drill_row select n from generate_series(1, 12) n;
      grant select, update on drill_row to sparkle;
      create table drill_end (
        task uuid not null, state text not null, at timestamptz not null default clock_timestamp());
      create function drill_end() returns trigger language plpgsql security definer as $$
      begin
        insert into drill_end (task, state) values (new.id, new.state);
        return null;
      end $$;
      create trigger drill_end after insert on task_done for each row
        when (new.type = 'task.drill') execute function drill_end()
      """;

  /** What makes a repeated effect harmless. */
  private static final String KEY = "create unique index drill_effect_task on drill_effect (task)";

  private static final String NAMES =
      """
      select id, payload->>'key' from task where type = 'task.drill'
      union all select id, payload->>'key' from task_done where type = 'task.drill'
      """;

  private final DatabaseAddress database;

  /**
   * Those in that database.
   *
   * @param database for its administrator
   */
  public DrillTables(DatabaseAddress database) {
    this.database = database;
  }

  /**
   * Makes them.
   *
   * @param keyed false breaks it: an effect that is written again is there twice
   */
  public void make(boolean keyed) {
    run(MAKE);
    if (keyed) {
      run(KEY);
    }
  }

  /** Runs statements; each commits by itself. */
  public void run(String sql) {
    try (Connection connection = Database.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The one value of a query; empty if it is null or there is no row. */
  public String text(String sql, Object... values) {
    try (Connection connection = Database.connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(values.length == 0 ? sql : sql.formatted(values))) {
      String found = row.next() ? row.getString(1) : null;
      return found == null ? "" : found;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The one number of a query; 0 if there is none. */
  public double number(String sql, Object... values) {
    String text = text(sql, values);
    return text.isEmpty() ? 0 : Double.parseDouble(text);
  }

  /** A connection of the administrator. */
  public Connection open() throws SQLException {
    return Database.connect(database);
  }

  /** Adds effects, ends and names to a history. */
  public void tell(History history) {
    tell(history, Kind.EFFECT, "select task, attempt::text, at from drill_effect");
    tell(history, Kind.ENDED, "select task, state, at from drill_end");
    tell(
        history, Kind.NAMED, "select id, key, now() from (%s) as named (id, key)".formatted(NAMES));
  }

  private void tell(History history, Kind kind, String sql) {
    try (Connection connection = Database.connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        history.add(
            new Happening(
                rows.getTimestamp(3).toInstant(), kind, rows.getString(1), rows.getString(2)));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
