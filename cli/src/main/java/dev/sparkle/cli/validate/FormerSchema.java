package dev.sparkle.cli.validate;

import dev.sparkle.cli.services.Invocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The newest commit that has one schema less: the one before the last migration came. On the main
 * line: a migration that came by a merge came with the merge.
 */
final class FormerSchema {

  private static final String MIGRATIONS = "ejb/src/main/resources/db/migration/V*.sql";

  private final Path root;

  /**
   * @param root the checkout
   */
  FormerSchema(Path root) {
    this.root = root;
  }

  /** Its id; empty where git does not know it, as in a tree without its history. */
  Optional<String> commit() {
    return git(
            "log",
            "--first-parent",
            "-m",
            "--diff-filter=A",
            "--format=%H",
            "-1",
            "HEAD",
            "--",
            MIGRATIONS)
        .flatMap(came -> git("rev-parse", "--verify", "--quiet", came + "^1^{commit}"))
        .filter(commit -> git("ls-tree", "-r", "--name-only", commit, "pom.xml").isPresent());
  }

  private Optional<String> git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
    command.addAll(List.of(arguments));
    Invocation.Outcome outcome = Invocation.of(command).run();
    return outcome.succeeded() && !outcome.text().isBlank()
        ? Optional.of(outcome.lastWords())
        : Optional.empty();
  }
}
