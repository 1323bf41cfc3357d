package dev.sparkle.cli.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.services.Invocation;
import dev.sparkle.cli.services.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormerSchemaTest {

  private static final String FOLDER = "ejb/src/main/resources/db/migration/";

  @TempDir Path root;

  @BeforeEach
  void aRepositoryWithAPom() throws IOException {
    git("init", "-q", "-b", "main");
    commit("pom.xml");
  }

  private String git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
    command.addAll(List.of("-c", "user.name=a", "-c", "user.email=a@example.org"));
    command.addAll(List.of(arguments));
    return Invocation.of(command).runOrFail("git fails", "Look.").lastWords();
  }

  private String commit(String file) throws IOException {
    Path target = root.resolve(file);
    Files.createDirectories(target.getParent());
    Files.writeString(target, file);
    git("add", file);
    git("commit", "-q", "-m", file);
    return git("rev-parse", "HEAD");
  }

  private Optional<String> former() {
    return new FormerSchema(root).commit();
  }

  @Test
  void isTheCommitBeforeTheLastMigrationCame() throws IOException {
    commit(FOLDER + "V1__one.sql");
    String before = commit("another.txt");
    commit(FOLDER + "V2__two.sql");
    commit(FOLDER + "index.txt");

    assertEquals(Optional.of(before), former());
  }

  @Test
  void whatCameByAMergeCameWithTheMerge() throws IOException {
    commit(FOLDER + "V1__one.sql");
    git("checkout", "-q", "-b", "side");
    commit(FOLDER + "V2__two.sql");
    git("checkout", "-q", "main");
    String before = commit("another.txt");
    git("merge", "-q", "--no-ff", "-m", "merge", "side");

    assertEquals(Optional.of(before), former());
  }

  @Test
  void withoutHistoryThereIsNoneAndTheStepSaysSo(@TempDir Path bare) throws Exception {
    assertEquals(Optional.empty(), new FormerSchema(bare).commit());
    Step step = Plan.shipped().wanted(Set.of(), List.of("drill-deploy-previous"), List.of()).get(0);
    Scene scene =
        new Scene(bare, bare, step.id(), false, Optional.empty(), Map.of(), Progress.SILENT);

    Outcome outcome = step.work().run(scene);

    assertEquals(Verdict.NOT_RUN, outcome.verdict());
    assertTrue(outcome.why().contains("history"), outcome.why());
  }

  @Test
  void theStepNamesTheCommit() throws IOException {
    String before = commit("another.txt");
    commit(FOLDER + "V1__one.sql");
    Step step = Plan.shipped().wanted(Set.of(), List.of("drill-deploy-previous"), List.of()).get(0);
    Scene scene =
        new Scene(root, root, step.id(), false, Optional.empty(), Map.of(), Progress.SILENT);

    assertEquals(
        "./sparkle drill deploy --previous " + before + " --json", step.work().command(scene));
  }
}
