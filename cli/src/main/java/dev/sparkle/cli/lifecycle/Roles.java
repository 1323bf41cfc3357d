package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a node does: {@code web} serves REST, pages and sockets, {@code worker} runs tasks.
 *
 * @param names in the order in which they are told
 */
record Roles(Set<String> names) {

  private static final List<String> KNOWN = List.of("web", "worker");

  static final Roles ALL = new Roles(Set.of("web", "worker"));
  static final Roles WORKER = new Roles(Set.of("worker"));

  Roles {
    Set<String> ordered = new LinkedHashSet<>(KNOWN);
    ordered.retainAll(names);
    if (ordered.isEmpty() || ordered.size() != names.size()) {
      throw new IllegalArgumentException("no roles: " + names);
    }
    names = Collections.unmodifiableSet(ordered);
  }

  /**
   * Reads a list with commas, as SPARKLE_ROLES has it; blank gives both.
   *
   * @throws Trouble when it names none, or one that does not exist
   */
  static Roles parse(String text) {
    if (text == null || text.isBlank()) {
      return ALL;
    }
    Set<String> given = new LinkedHashSet<>();
    Arrays.stream(text.split(","))
        .map(role -> role.strip().toLowerCase(Locale.ROOT))
        .filter(role -> !role.isEmpty())
        .forEach(given::add);
    if (given.isEmpty() || !KNOWN.containsAll(given)) {
      throw new Trouble(
          ExitCode.USAGE,
          "SPARKLE_ROLES is \"" + text + "\", which names no roles of a node.",
          "Choose web, worker, or web,worker.");
    }
    return new Roles(given);
  }

  boolean web() {
    return names.contains("web");
  }

  boolean worker() {
    return names.contains("worker");
  }

  /** As a setting: web,worker. */
  String setting() {
    return String.join(",", names);
  }

  /** For a person: web, worker. */
  String words() {
    return String.join(", ", names);
  }
}
