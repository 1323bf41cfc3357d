package dev.sparkle.cli.front;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Which node stands in which place of HAProxy. Immutable; a place once taken keeps its node until
 * the node leaves.
 *
 * @param places null where there is nobody
 */
record FrontRecord(List<FrontServer> places) {

  FrontRecord {
    List<FrontServer> all = new ArrayList<>(places == null ? List.of() : places);
    while (all.size() < FrontConfig.PLACES) {
      all.add(null);
    }
    places = Collections.unmodifiableList(all);
  }

  static FrontRecord empty() {
    return new FrontRecord(List.of());
  }

  /** The number of a node's place. */
  Optional<Integer> placeOf(String node) {
    for (int each = 0; each < places.size(); each++) {
      if (places.get(each) != null && places.get(each).name().equals(node)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** With the node in its place, or in the first that is free. */
  FrontRecord with(FrontServer server) {
    int at = placeOf(server.name()).orElseGet(() -> places.indexOf(null));
    if (at < 0) {
      throw new IllegalStateException("every place is taken");
    }
    return replaced(at, server);
  }

  FrontRecord without(String node) {
    return placeOf(node).map(at -> replaced(at, null)).orElse(this);
  }

  private FrontRecord replaced(int at, FrontServer server) {
    List<FrontServer> all = new ArrayList<>(places);
    all.set(at, server);
    return new FrontRecord(all);
  }
}
