package dev.sparkle.cli.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.services.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {

  private final Plan plan = Plan.shipped();

  @Test
  void hasStepsForEachDay() {
    for (Day day : Day.values()) {
      assertTrue(plan.wanted(Set.of(day), List.of(), List.of()).size() >= 5, day.toString());
    }
  }

  @Test
  void picksStepsByNameAndByBeginning() {
    List<Step> some = plan.wanted(Set.of(), List.of("drill-*", "chat"), List.of("drill-redis"));

    assertTrue(some.stream().anyMatch(step -> step.id().equals("chat")));
    assertTrue(some.stream().anyMatch(step -> step.id().equals("drill-nodes")));
    assertTrue(some.stream().noneMatch(step -> step.id().equals("drill-redis")));
    assertTrue(some.stream().noneMatch(step -> step.id().equals("status")));
  }

  @Test
  void refusesANameThatMeansNoStep() {
    assertThrows(
        IllegalArgumentException.class,
        () -> plan.wanted(Set.of(), List.of("dril-redis"), List.of()));
    assertThrows(
        IllegalArgumentException.class, () -> plan.wanted(Set.of(), List.of(), List.of("x*")));
  }

  @Test
  void theConfigurationIsHeldAgainstProductionAndStrictly(@TempDir Path folder) {
    Step config = plan.wanted(Set.of(), List.of("config"), List.of()).get(0);
    Scene scene =
        new Scene(folder, folder, "config", false, Optional.empty(), Map.of(), Progress.SILENT);

    assertEquals(
        "./sparkle config --profile production --strict --json", config.work().command(scene));
  }

  @Test
  void theLoadKeepsWhatItMeasuredBesideItsEvidence(@TempDir Path folder) {
    for (String id : List.of("bench-load", "soak")) {
      Step step = plan.wanted(Set.of(), List.of(id), List.of()).get(0);
      Scene scene =
          new Scene(folder, folder, id, true, Optional.empty(), Map.of(), Progress.SILENT);

      assertTrue(
          step.work()
              .command(scene)
              .contains("--kept " + folder.resolve("evidence/" + id + ".json")),
          step.work().command(scene));
    }
  }

  @Test
  void refusesTwoStepsOfOneId() {
    Step step = plan.steps().get(0);

    assertThrows(IllegalArgumentException.class, () -> new Plan(List.of(step, step)));
  }

  @Test
  void theChecklistRefersToStepsOfThePlan() {
    Set<String> ids = plan.steps().stream().map(Step::id).collect(Collectors.toSet());

    Set<String> unknown =
        Checklist.lines().stream()
            .flatMap(line -> line.steps().stream())
            .filter(step -> !ids.contains(step))
            .collect(Collectors.toSet());

    assertEquals(Set.of(), unknown);
  }
}
