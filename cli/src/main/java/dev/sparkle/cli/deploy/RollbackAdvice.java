package dev.sparkle.cli.deploy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of the database when one goes back: nothing, as long as every migration since only
 * expanded the schema; else it must be restored, too. Pure.
 *
 * @param contractions what the earlier release cannot live with, a sentence each; empty: nothing
 * @param backup the newest one that the earlier release can use; empty where there is none, or none
 *     is needed
 */
record RollbackAdvice(List<String> contractions, Optional<Backups.Kept> backup) {

  RollbackAdvice {
    contractions = List.copyOf(contractions);
  }

  static RollbackAdvice of(Release from, Release to, List<Backups.Kept> backups) {
    List<String> contractions =
        from.migrations().stream()
            .filter(each -> each.number() > to.schema())
            .flatMap(each -> each.contractions().stream().map(words -> each.name() + " " + words))
            .toList();
    Optional<Backups.Kept> backup =
        contractions.isEmpty()
            ? Optional.empty()
            : backups.stream()
                .filter(each -> each.schema() <= to.schema())
                .max(Comparator.comparing(Backups.Kept::made));
    return new RollbackAdvice(contractions, backup);
  }

  boolean restoreNeeded() {
    return !contractions.isEmpty();
  }
}
