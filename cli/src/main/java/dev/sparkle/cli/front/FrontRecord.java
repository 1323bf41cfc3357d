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

  /**
   * With these nodes and no others. One that is known keeps its place and its weight: a deployment
   * may be under way.
   */
  FrontRecord of(List<FrontServer> servers) {
    List<String> names = servers.stream().map(FrontServer::name).toList();
    FrontRecord all = this;
    for (FrontServer known : places) {
      if (known != null && !names.contains(known.name())) {
        all = all.without(known.name());
      }
    }
    for (FrontServer each : servers) {
      all = all.with(keeping(each));
    }
    return all;
  }

  /** A node with the weight that it has here; one that is not known, as it is. */
  FrontServer keeping(FrontServer server) {
    return placeOf(server.name())
        .map(at -> server.weighing(places.get(at).weight()))
        .orElse(server);
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
