package dev.sparkle.cli.deploy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What becomes of the database when one goes back: nothing, as long as every migration since only
 * expanded the schema; else it must be restored, too. Pure.
 *
 * @param contractions what the earlier release cannot live with, a sentence each; empty: nothing
 * @param backup the newest one that the earlier release can use; empty where there is none, or none
 *     is needed
 * @param foreign how many would fit that are of another database
 */
record RollbackAdvice(List<String> contractions, Optional<Backups.Kept> backup, long foreign) {

  RollbackAdvice {
    contractions = List.copyOf(contractions);
  }

  /**
   * By what is applied in the database: a deployment that went back by itself has migrated it, too.
   *
   * @param known migrations of all releases that are kept, in any order
   * @param applied number of the last migration in the database
   * @param names by which a backup may call this database; one of another is no help
   */
  static RollbackAdvice of(
      List<Migration> known,
      int applied,
      Release to,
      List<Backups.Kept> backups,
      Set<String> names) {
    Map<Integer, Migration> since = new TreeMap<>();
    for (Migration each : known) {
      if (each.number() > to.schema() && each.number() <= applied) {
        since.putIfAbsent(each.number(), each);
      }
    }
    List<String> contractions = new ArrayList<>();
    since.values().stream()
        .flatMap(each -> each.contractions().stream().map(words -> each.name() + " " + words))
        .forEach(contractions::add);
    int newest = known.stream().mapToInt(Migration::number).max().orElse(0);
    if (applied > Math.max(newest, to.schema())) {
      contractions.add("V" + applied + " is applied, and no release that is kept knows it");
    }
    if (contractions.isEmpty()) {
      return new RollbackAdvice(contractions, Optional.empty(), 0);
    }
    Map<Boolean, List<Backups.Kept>> fitting =
        backups.stream()
            .filter(each -> each.schema() <= to.schema())
            .collect(
                Collectors.partitioningBy(
                    each -> each.identity() != null && names.contains(each.identity())));
    return new RollbackAdvice(
        contractions,
        fitting.get(true).stream().max(Comparator.comparing(Backups.Kept::made)),
        fitting.get(false).size());
  }

  boolean restoreNeeded() {
    return !contractions.isEmpty();
  }
}
