package dev.sparkle.cli.validate;

import static dev.sparkle.cli.validate.Conductor.Before.ANY_COMMIT;
import static dev.sparkle.cli.validate.Conductor.Before.NONE;
import static dev.sparkle.cli.validate.Conductor.Before.THIS_COMMIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Trouble;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConductorTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-26T06:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path folder;

  private final List<String> played = new ArrayList<>();
  private final List<RunState> kept = new ArrayList<>();

  @Test
  void keepsAResultAsSoonAsItIsThere() throws Exception {
    conductor(Optional.empty(), begun())
        .run(List.of(step("one", well()), step("two", well())), NONE, new Silent());

    assertEquals(List.of("one", "two"), played);
    assertEquals("one", kept.get(0).running());
    assertEquals(Verdict.PASSED, kept.get(1).results().get("one").verdict());
    assertTrue(kept.get(1).running().isEmpty());
  }

  @Test
  void resumesWithWhatWasCutOffOrFailed() throws Exception {
    Conductor first = conductor(Optional.empty(), begun());
    first.run(
        List.of(step("one", well()), step("two", scene -> Outcome.failed("no"))),
        NONE,
        new Silent());
    played.clear();

    Conductor second = conductor(Optional.empty(), first.state());
    second.run(
        List.of(step("one", well()), step("two", well()), step("three", well())),
        THIS_COMMIT,
        new Silent());

    assertEquals(List.of("two", "three"), played);
    assertEquals(Verdict.PASSED, second.state().results().get("two").verdict());
  }

  @Test
  void aShortenedResultWillNotDoForAWholeRun() throws Exception {
    Conductor quick = conductor(true, "abc", begun());
    quick.run(
        List.of(
            new Step("one", Day.DAY1, "", "", Step.Place.OWN, new Shortened()),
            step("two", well())),
        NONE,
        new Silent());
    assertTrue(quick.state().results().get("one").quick());

    List<Step> steps = List.of(step("one", well()), step("two", well()));
    played.clear();
    conductor(true, "abc", quick.state()).run(steps, THIS_COMMIT, new Silent());
    assertEquals(List.of(), played, "a shortened run takes it");

    Conductor whole = conductor(false, "abc", quick.state());
    whole.run(steps, THIS_COMMIT, new Silent());
    assertEquals(List.of("one"), played);
    assertFalse(whole.state().results().get("one").quick());
  }

  @Test
  void aResultOfAnotherCommitWillNotDoUnlessItMay() throws Exception {
    Conductor before = conductor(false, "abc", begun());
    before.run(List.of(step("one", well())), NONE, new Silent());
    played.clear();

    conductor(false, "def", before.state())
        .run(List.of(step("one", well())), ANY_COMMIT, new Silent());
    assertEquals(List.of(), played);

    Conductor after = conductor(false, "def", before.state());
    after.run(List.of(step("one", well())), THIS_COMMIT, new Silent());
    assertEquals(List.of("one"), played);
    assertEquals("def", after.state().results().get("one").commit());
  }

  /** Passes, and says that it did less than it would without {@code --quick}. */
  private static final class Shortened implements Work {
    @Override
    public Outcome run(Scene scene) {
      return Outcome.of(List.of(Reading.yes("it is so", true)));
    }

    @Override
    public boolean isShortened(Scene scene) {
      return scene.quick();
    }
  }

  private Conductor conductor(boolean quick, String commit, RunState state) {
    return new Conductor(folder, folder, quick, Optional.empty(), commit, CLOCK, state, kept::add);
  }

  @Test
  void leavesOutAtAForeignServerWhatIsNotOfItsInterfaces() throws Exception {
    Conductor conductor = conductor(Optional.of(URI.create("http://elsewhere")), begun());

    conductor.run(
        List.of(
            new Step("own", Day.DAY1, "", "", Step.Place.OWN, work("own", well())),
            new Step("here", Day.DAY1, "", "", Step.Place.HERE, work("here", well())),
            new Step("server", Day.DAY1, "", "", Step.Place.SERVER, work("server", well()))),
        NONE,
        new Silent());

    assertEquals(List.of("server"), played);
    StepResult own = conductor.state().results().get("own");
    assertEquals(Verdict.NOT_RUN, own.verdict());
    assertTrue(own.why().startsWith("left out"), own.why());
  }

  @Test
  void takesNoResultOfAStepThatIsCutOff() throws Exception {
    Conductor[] itself = new Conductor[1];
    itself[0] = conductor(Optional.empty(), begun());

    itself[0].run(
        List.of(
            step(
                "one",
                scene -> {
                  itself[0].stop();
                  return Outcome.of(List.of(Reading.yes("half", false)));
                }),
            step("two", well())),
        NONE,
        new Silent());

    assertEquals(List.of("one"), played);
    assertEquals(Verdict.NOT_RUN, itself[0].state().results().get("one").verdict());
    assertEquals("one", itself[0].state().running());
  }

  @Test
  void aStepThatIsCutOffLosesItsResultOfBeforeAndIsRunAgain() throws Exception {
    Conductor first = conductor(Optional.empty(), begun());
    first.run(List.of(step("one", well())), NONE, new Silent());
    Conductor[] itself = new Conductor[1];
    itself[0] = conductor(Optional.empty(), first.state());
    Work cutOff =
        scene -> {
          itself[0].stop();
          return Outcome.of(List.of(Reading.yes("half", true)));
        };
    itself[0].run(List.of(step("one", cutOff)), NONE, new Silent());

    StepResult left = itself[0].state().results().get("one");
    assertEquals(Verdict.NOT_RUN, left.verdict());
    assertEquals("it was begun and cut off", left.why());

    played.clear();
    Conductor last = conductor(Optional.empty(), itself[0].state());
    last.run(List.of(step("two", well()), step("one", well())), THIS_COMMIT, new Silent());
    assertEquals(List.of("two", "one"), played);
    assertEquals(
        "it was begun and cut off",
        kept.get(kept.size() - 4).results().get("one").why(),
        "also while another step runs");
    assertEquals(Verdict.PASSED, last.state().results().get("one").verdict());
  }

  @Test
  void readsTheStateOfAnOlderProgramThatWasCutOff() throws Exception {
    String older =
        """
        {"began":"now","target":"","running":"two","results":{
          "one":{"id":"one","verdict":"PASSED","why":"","at":"then","seconds":3.0,"command":"",
            "readings":[{"criterion":"RECOVERY","name":"soon","value":0.8,"unit":"s","floor":"< 30 s",
              "goal":"","floorKept":true,"goalKept":true}],
            "evidence":[],"commit":"abc","quick":false},
          "two":{"id":"two","verdict":"PASSED","why":"","at":"then","seconds":3.0,"command":"",
            "readings":[],"evidence":[],"commit":"abc","quick":false}}}
        """;
    Files.writeString(folder.resolve("state.json"), older);

    RunState state = new StateFile(folder).read().orElseThrow();

    Resumption by = new Resumption(false, "abc", false);
    assertTrue(state.isDone("one", by));
    assertFalse(state.isDone("two", by));
    assertEquals(Verdict.NOT_RUN, state.results().get("two").verdict());
  }

  @Test
  void whatNeedsSomethingThatDoesNotRunIsNotRunAndWhatBreaksHasFailed() throws Exception {
    Conductor conductor = conductor(Optional.empty(), begun());

    conductor.run(
        List.of(
            step(
                "asleep",
                scene -> {
                  throw new Trouble(ExitCode.NOT_RUNNING, "it sleeps.", "Wake it.");
                }),
            step(
                "broken",
                scene -> {
                  throw new IllegalStateException("broken");
                }),
            step("last", well())),
        NONE,
        new Silent());

    assertEquals(Verdict.NOT_RUN, conductor.state().results().get("asleep").verdict());
    assertEquals(Verdict.FAILED, conductor.state().results().get("broken").verdict());
    assertEquals(Verdict.PASSED, conductor.state().results().get("last").verdict());
  }

  @Test
  void theStateSurvivesItsFile() throws Exception {
    StateFile file = new StateFile(folder);
    Conductor conductor = conductor(Optional.empty(), begun());
    conductor.run(
        List.of(
            step("one", scene -> Outcome.of(List.of(Reading.plain("nothing", Double.NaN, "ms"))))),
        NONE,
        new Silent());

    file.write(conductor.state());

    assertEquals(conductor.state(), file.read().orElseThrow());
  }

  private Conductor conductor(Optional<URI> target, RunState state) {
    return new Conductor(folder, folder, false, target, "abc", CLOCK, state, kept::add);
  }

  private static RunState begun() {
    return RunState.begun("2026-11-26T06:00:00Z", "");
  }

  private static Work well() {
    return scene -> Outcome.of(List.of(Reading.yes("it is so", true)));
  }

  private Step step(String id, Work work) {
    return new Step(id, Day.DAY1, id, "that it runs", Step.Place.OWN, work(id, work));
  }

  private Work work(String id, Work work) {
    return scene -> {
      played.add(id);
      return work.run(scene);
    };
  }

  /** Hears nothing. */
  private static final class Silent implements Conductor.Listener {
    @Override
    public Progress begins(Step step, int number, int of, Optional<Step> next) {
      return Progress.SILENT;
    }

    @Override
    public void ended(Step step, StepResult result) {}

    @Override
    public void kept(Step step, StepResult result) {}
  }
}
