package dev.sparkle.cli.backup;

import java.util.Arrays;
import java.util.Optional;

/**
 * Whether a backup may be given to this program and that server.
 *
 * @param schema number of the newest migration that this checkout knows
 * @param postgres version of the server that would take it
 * @param pgvector version of the extension there; empty: not known
 */
record Fitness(int schema, String postgres, String pgvector) {

  /** Why it may not, and what to do. */
  record Refusal(String what, String remedy) {}

  /** Empty: it may. An older schema is migrated when a node starts. */
  Optional<Refusal> refuses(Manifest backup) {
    if (backup.format() != Manifest.FORMAT) {
      return refusal(
          "the backup has format %d, and this Sparkle reads format %d."
              .formatted(backup.format(), Manifest.FORMAT),
          "Use the Sparkle that took it: " + backup.sparkle() + ".");
    }
    if (backup.schema() > schema) {
      return refusal(
          "the backup has schema %d, and this Sparkle knows only up to %d: it is of a newer version (%s)."
              .formatted(backup.schema(), schema, backup.sparkle()),
          "Check out that version or a later one, then repeat.");
    }
    if (major(backup.postgres()) > major(postgres)) {
      return refusal(
          "the backup is of PostgreSQL %s, and the server here is older: %s."
              .formatted(backup.postgres(), postgres),
          "Name a server of PostgreSQL %d or later by SPARKLE_DATABASE_URL."
              .formatted(major(backup.postgres())));
    }
    if (!pgvector.isEmpty() && compare(backup.pgvector(), pgvector) > 0) {
      return refusal(
          "the backup is of pgvector %s, and the server here has %s."
              .formatted(backup.pgvector(), pgvector),
          "Bring pgvector there up to date; of Sparkle's own: remove .sparkle/tools and repeat.");
    }
    return Optional.empty();
  }

  private static Optional<Refusal> refusal(String what, String remedy) {
    return Optional.of(new Refusal(what, remedy));
  }

  /** Of PostgreSQL 10 and later: the first number. */
  static int major(String version) {
    return numbers(version)[0];
  }

  static int compare(String one, String other) {
    return Arrays.compare(numbers(one), numbers(other));
  }

  private static int[] numbers(String version) {
    int[] numbers =
        Arrays.stream(version.split("[^0-9]+"))
            .filter(each -> !each.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    return numbers.length == 0 ? new int[] {0} : numbers;
  }
}
