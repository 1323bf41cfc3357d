package dev.sparkle.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.NodeRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What only an installation in production can show. Where one runs here, that one is asked; else a
 * drill starts one, since an installation for development is open by design.
 */
final class ProductionWork implements Work {

  private final CommandWork ofTheRunning;
  private final CommandWork ofTheDrill;
  private final Predicate<Path> runsHere;

  /**
   * @param runsHere whether an installation in production runs in that checkout
   */
  ProductionWork(CommandWork ofTheRunning, CommandWork ofTheDrill, Predicate<Path> runsHere) {
    this.ofTheRunning = ofTheRunning;
    this.ofTheDrill = ofTheDrill;
    this.runsHere = runsHere;
  }

  /** By the nodes that run. */
  static ProductionWork of(CommandWork ofTheRunning, CommandWork ofTheDrill) {
    return new ProductionWork(ofTheRunning, ofTheDrill, ProductionWork::runsHere);
  }

  private static boolean runsHere(Path root) {
    Home home = new Home(root);
    return NodeRecord.all(home).stream()
        .filter(each -> each.environment().equals("production"))
        .anyMatch(each -> each.node(home).running());
  }

  private CommandWork chosen(Scene scene) {
    return runsHere.test(scene.root()) ? ofTheRunning : ofTheDrill;
  }

  @Override
  public String command(Scene scene) {
    return chosen(scene).command(scene);
  }

  @Override
  public Outcome run(Scene scene) throws Exception {
    return chosen(scene).run(scene);
  }

  /** {@code drill production}: what it expected; what it leaves to people is told, and no pass. */
  static List<Reading> figures(JsonNode told, int exit) {
    List<Reading> readings = new ArrayList<>(Readers.drill(told, exit));
    for (JsonNode each : told.path("forPeople")) {
      readings.add(Reading.plain("a person must confirm: " + each.asText(), 1, ""));
    }
    told.path("counts")
        .properties()
        .forEach(
            each ->
                readings.add(Reading.plain(each.getKey(), Readers.number(each.getValue()), "")));
    return readings;
  }
}
