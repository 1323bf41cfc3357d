package dev.sparkle.cli.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sparkle.cli.services.Removal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the supervisor notes whenever it changes, for {@code status} and for its own successor.
 * Times are ISO 8601.
 *
 * @param since when this supervisor began
 * @param entrance HAProxy before the nodes; null where there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SupervisionRecord(String since, List<Entry> nodes, Entry entrance) {

  SupervisionRecord {
    nodes = nodes == null ? List.of() : List.copyOf(nodes);
  }

  /**
   * One node, or the entrance.
   *
   * @param state of its {@link Watch}, in lower case
   * @param restarts since {@code up} started it
   * @param diedAt its last death, null when there was none
   * @param restartedAt its last restart, null when there was none
   * @param nextAt when it is started again, null when it is not waiting for that
   * @param reason of the last death, as its log gives it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Entry(
      String name,
      String state,
      int restarts,
      String diedAt,
      String restartedAt,
      String nextAt,
      String reason) {}

  /** What is noted of that node. */
  Optional<Entry> of(String node) {
    return nodes.stream().filter(n -> n.name().equals(node)).findFirst();
  }

  static Optional<SupervisionRecord> read(Home home) {
    return JsonFile.read(file(home), SupervisionRecord.class);
  }

  static void forget(Home home) {
    Removal.of(file(home));
  }

  void write(Home home) {
    JsonFile.write(file(home), this);
  }

  private static Path file(Home home) {
    return home.supervisor().resolve("state.json");
  }
}
