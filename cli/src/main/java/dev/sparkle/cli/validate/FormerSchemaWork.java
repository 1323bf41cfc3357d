package dev.sparkle.cli.validate;

import java.util.List;
import java.util.Optional;

/** A command that needs the last version of the former schema: what a rollback goes back to. */
final class FormerSchemaWork implements Work {

  private final CommandWork command;

  /**
   * @param command is given the commit after its words
   */
  FormerSchemaWork(CommandWork command) {
    this.command =
        command.with(scene -> List.of(new FormerSchema(scene.root()).commit().orElse("COMMIT")));
  }

  @Override
  public String command(Scene scene) {
    return command.command(scene);
  }

  @Override
  public Outcome run(Scene scene) throws Exception {
    Optional<String> former = new FormerSchema(scene.root()).commit();
    return former.isEmpty()
        ? Outcome.notRun(
            "git knows no commit from before the last migration: this tree has no history, or too"
                + " little of it")
        : command.run(scene);
  }
}
