package dev.sparkle.cli.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Trouble;
import java.net.URI;
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
        .run(List.of(step("one", well()), step("two", well())), false, new Silent());

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
        false,
        new Silent());
    played.clear();

    Conductor second = conductor(Optional.empty(), first.state());
    second.run(
        List.of(step("one", well()), step("two", well()), step("three", well())),
        true,
        new Silent());

    assertEquals(List.of("two", "three"), played);
    assertEquals(Verdict.PASSED, second.state().results().get("two").verdict());
  }

  @Test
  void leavesOutAtAForeignServerWhatIsNotOfItsInterfaces() throws Exception {
    Conductor conductor = conductor(Optional.of(URI.create("http://elsewhere")), begun());

    conductor.run(
        List.of(
            new Step("own", Day.DAY1, "", "", Step.Place.OWN, work("own", well())),
            new Step("here", Day.DAY1, "", "", Step.Place.HERE, work("here", well())),
            new Step("server", Day.DAY1, "", "", Step.Place.SERVER, work("server", well()))),
        false,
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
        false,
        new Silent());

    assertEquals(List.of("one"), played);
    assertTrue(itself[0].state().results().isEmpty());
    assertEquals("one", itself[0].state().running());
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
        false,
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
        false,
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
