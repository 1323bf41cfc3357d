package dev.sparkle.cli.deploy;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * A ground in memory: two nodes, who is there, who is emptied and who gets what; it refuses what
 * would leave learners with nobody. Something goes wrong at the step with the given number.
 */
final class PlayedGround implements Ground {

  static final String OLD = "node-1";
  static final String FRESH = "node-2";

  static final Counts WELL = new Counts(100, 0, 50, 0, 100, 1, new TreeMap<>(Map.of(0.5, 50L)));
  private static final Counts ILL = new Counts(100, 50, 50, 40, 100, 1, new TreeMap<>());

  final Set<String> there = new HashSet<>(Set.of(OLD));
  final Set<String> emptied = new HashSet<>();
  final List<Integer> shares = new ArrayList<>();
  String live = "a";
  Counts well = WELL;

  /** How often a side that is alive does not tell what runs on it. */
  int silent;

  private final int troubleAt;
  private final int breachAt;
  private int steps;
  private int looks;
  int share;

  /**
   * @param troubleAt number of the step that fails; negative: none
   * @param breachAt number of the look that sees trouble; negative: none
   */
  PlayedGround(int troubleAt, int breachAt) {
    this.troubleAt = troubleAt;
    this.breachAt = breachAt;
  }

  private void step() {
    if (steps++ == troubleAt) {
      throw new Trouble(ExitCode.DEGRADED, "step " + troubleAt + " failed.", "");
    }
  }

  /** Whoever gets something is there and not emptied. */
  void requireServed() {
    boolean old = share == 100 || there.contains(OLD) && !emptied.contains(OLD);
    boolean fresh = share == 0 || there.contains(FRESH) && !emptied.contains(FRESH);
    if (!old || !fresh) {
      throw new AssertionError(share + " % with " + there + ", emptied " + emptied);
    }
  }

  @Override
  public void startNew() {
    step();
    there.add(FRESH);
  }

  @Override
  public List<String> proveNew() {
    step();
    return List.of("well");
  }

  @Override
  public void share(int percent) {
    if (percent > 0) {
      step();
    }
    share = percent;
    shares.add(percent);
    requireServed();
  }

  @Override
  public void beginLooking(Set<String> alertsBefore) {
    // it fires none
  }

  @Override
  public Set<String> alerts() {
    return Set.of();
  }

  @Override
  public Sight look() {
    requireServed();
    Counts fresh = looks++ == breachAt ? ILL : well;
    return new Sight(fresh, well, fresh, well, List.of(), List.of());
  }

  @Override
  public void drain(List<String> nodes) {
    emptied.addAll(nodes);
    requireServed();
  }

  @Override
  public void serve(List<String> nodes) {
    emptied.removeAll(nodes);
  }

  @Override
  public OptionalInt running(List<String> nodes) {
    return silent-- > 0 ? OptionalInt.empty() : OptionalInt.of(0);
  }

  @Override
  public void stop(List<String> nodes) {
    there.removeAll(nodes);
    requireServed();
  }

  @Override
  public void makeLive() {
    live = "b";
  }
}
