package dev.sparkle.cli.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.NodeRecord;
import dev.sparkle.cli.services.NodePorts;
import dev.sparkle.cli.services.ProcessMark;
import dev.sparkle.cli.services.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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

  private String command(String id, Path root) {
    Step step = plan.wanted(Set.of(), List.of(id), List.of()).get(0);
    return step.work()
        .command(new Scene(root, root, id, false, Optional.empty(), Map.of(), Progress.SILENT));
  }

  @Test
  void whereNothingRunsInProductionADrillStartsIt(@TempDir Path folder) {
    assertEquals("./sparkle drill production --config-only --json", command("config", folder));
    assertEquals("./sparkle drill production --json", command("harden", folder));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatRunsInProductionIsAskedItselfAndStrictly(@TempDir Path folder) {
    Home home = new Home(folder);
    NodePorts ports = new NodePorts("127.0.0.1", 8080, 8443);
    // this very process stands for a node that runs
    ProcessMark self = ProcessMark.of(ProcessHandle.current().pid()).orElseThrow();
    record(ports, "development").write(home);
    self.write(home.node("node-1").resolve("process"));
    assertEquals("./sparkle drill production --json", command("harden", folder));

    record(ports, "production").write(home);

    assertEquals(
        "./sparkle config --profile production --strict --json", command("config", folder));
    assertEquals("./sparkle harden check --json", command("harden", folder));
  }

  private static NodeRecord record(NodePorts ports, String environment) {
    return new NodeRecord("node-1", ports, null, environment, "0", "", Map.of());
  }

  @Test
  void theLoadKeepsWhatItMeasuredBesideItsEvidence(@TempDir Path folder) {
    for (String id : List.of("bench-load", "soak")) {
      Step step = plan.wanted(Set.of(), List.of(id), List.of()).get(0);
      Scene scene =
          new Scene(folder, folder, id, true, Optional.empty(), Map.of(), Progress.SILENT);

      assertTrue(
          step.work().command(scene).contains("--kept evidence/" + id + ".json"),
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
