package dev.sparkle.operations.control;

import dev.sparkle.operations.entity.SettingChange;
import dev.sparkle.platform.control.Acts;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.setting.DeclaredSettings;
import dev.sparkle.platform.control.setting.LiveChanges;
import dev.sparkle.quota.control.Quota;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The settings that operators change while the nodes run: in force on this node at once, on the
 * others with their next beat, and over restarts until they are taken back. A change is judged
 * first, recorded, and then written as a whole or not at all; what it replaced is kept.
 *
 * <p>A stored value that this version cannot use is left out, and logged; the node goes on with
 * what is configured.
 */
@ApplicationScoped
public class LiveSettings {

  /** What came of a wish. */
  public sealed interface Outcome permits Changed, Refused {}

  /** It was done. */
  public record Changed(SettingChange change) implements Outcome {}

  /** It was not. */
  public record Refused(String code, String sentence) implements Outcome {}

  private static final String ACTION = "settings.set";

  @Inject private DataSource database;
  @Inject private CurrentSettings settings;
  @Inject private Acts acts;
  @Inject private PictureOfSettings picture;
  @Inject private Quota quota;

  private volatile Map<String, String> inForce = Map.of();
  private volatile long seen = -1;

  /** Live values in force here, by name. */
  public Map<String, String> inForce() {
    return inForce;
  }

  /** Whether the database was asked since the node started. Never waits: readiness asks. */
  public boolean known() {
    return seen >= 0;
  }

  /** Changes, the latest first. */
  public List<SettingChange> history(long below, int limit) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return new SettingChangeRows(connection).page(below, limit);
    }
  }

  /**
   * Changes one setting or several.
   *
   * @param wanted by name; empty: as configured again
   */
  public Outcome change(Map<String, Optional<String>> wanted, UUID by) throws SQLException {
    return locked(rows -> write(rows, wanted, null, by));
  }

  /** Takes a change back: its settings become what they were before it. */
  public Outcome revert(long change, UUID by) throws SQLException {
    return locked(
        rows -> {
          List<SettingChange> found = rows.page(change + 1, 1);
          if (found.isEmpty() || found.get(0).change() != change) {
            return new Refused("change_not_found", "There is no change " + change + ".");
          }
          Map<String, SettingChangeRows.Latest> all = rows.all();
          Map<String, Optional<String>> wanted = new TreeMap<>();
          for (SettingChange.Item item : found.get(0).items()) {
            long latest = all.get(item.name()).change();
            if (latest != change) {
              return new Refused(
                  "change_superseded",
                  item.name()
                      + " was changed again by change "
                      + latest
                      + "; take that back first, or set the value.");
            }
            wanted.put(item.name(), Optional.ofNullable(item.before()));
          }
          return write(rows, wanted, change, by);
        });
  }

  private Outcome write(
      SettingChangeRows rows, Map<String, Optional<String>> wanted, Long reverts, UUID by)
      throws SQLException {
    Map<String, String> stored = values(rows.all());
    LiveChanges.Judged judged =
        new LiveChanges(DeclaredSettings.shipped(), settings.configured())
            .judge(stored, wanted, picture::require);
    if (judged instanceof LiveChanges.Refused no) {
      return new Refused(no.code(), no.sentence());
    }
    Map<String, Optional<String>> items = ((LiveChanges.Fine) judged).items();
    for (Map.Entry<String, Optional<String>> each : items.entrySet()) {
      Optional<String> overruled =
          OverruledBudgets.sentence(each.getKey(), quota.budgets().changes());
      if (each.getValue().isPresent() && overruled.isPresent()) {
        return new Refused("setting_overruled", overruled.get());
      }
    }
    long number = rows.latest() + 1;
    items.forEach((name, value) -> acts.record(by, ACTION, object(name, value)));
    rows.add(
        number,
        items.entrySet().stream()
            .map(
                each ->
                    new SettingChange.Item(
                        each.getKey(), each.getValue().orElse(null), stored.get(each.getKey())))
            .toList(),
        reverts,
        by);
    return new Changed(rows.page(number + 1, 1).get(0));
  }

  private static String object(String name, Optional<String> value) {
    return "setting:" + name + value.map(v -> "=" + v).orElse("");
  }

  private interface Work {
    Outcome with(SettingChangeRows rows) throws SQLException;
  }

  private Outcome locked(Work work) throws SQLException {
    Outcome outcome;
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        SettingChangeRows rows = new SettingChangeRows(connection);
        rows.lock();
        outcome = work.with(rows);
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
    takeOver();
    return outcome;
  }

  /** Puts in force here what the database says, if that has changed. */
  synchronized void takeOver() throws SQLException {
    Map<String, String> stored;
    long latest;
    try (Connection connection = database.getConnection()) {
      SettingChangeRows rows = new SettingChangeRows(connection);
      latest = rows.latest();
      if (latest == seen) {
        return;
      }
      stored = values(rows.all());
    }
    inForce = picture.put(stored);
    seen = latest;
  }

  private static Map<String, String> values(Map<String, SettingChangeRows.Latest> all) {
    Map<String, String> values = new TreeMap<>();
    all.forEach((name, latest) -> latest.value().ifPresent(value -> values.put(name, value)));
    return values;
  }
}
