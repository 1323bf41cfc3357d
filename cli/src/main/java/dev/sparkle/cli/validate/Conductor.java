package dev.sparkle.cli.validate;

import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Trouble;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Carries steps out, one after another, and keeps each result at once: whenever it is cut off, what
 * was found until then is there.
 */
final class Conductor {

  /** Hears how far it is. */
  interface Listener {
    /**
     * A step begins.
     *
     * @param next the one after it; empty: it is the last
     */
    Progress begins(Step step, int number, int of, Optional<Step> next);

    /** A step has its result. */
    void ended(Step step, StepResult result);

    /** A step is not repeated, since it has its result from before. */
    void kept(Step step, StepResult result);
  }

  private final Path root;
  private final Path folder;
  private final boolean quick;
  private final Optional<URI> target;
  private final String commit;
  private final Clock clock;
  private final Consumer<RunState> keep;
  private volatile RunState state;
  private volatile boolean stopped;

  /**
   * @param commit what is checked out
   * @param keep keeps a state for good
   */
  Conductor(
      Path root,
      Path folder,
      boolean quick,
      Optional<URI> target,
      String commit,
      Clock clock,
      RunState state,
      Consumer<RunState> keep) {
    this.root = root;
    this.folder = folder;
    this.quick = quick;
    this.target = target;
    this.commit = commit;
    this.clock = clock;
    this.state = state;
    this.keep = keep;
  }

  /** Begins no further step, and takes no result of the one under way: it is being cut off. */
  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  /** As far as it has come. */
  RunState state() {
    return state;
  }

  /** With {@code --resume}, what has its result is left out. */
  enum Before {
    /** Results of before count for nothing. */
    NONE,
    /** Those of what is checked out count. */
    THIS_COMMIT,
    /** Those of other commits, too. */
    ANY_COMMIT
  }

  /**
   * Carries out.
   *
   * @param before which results of before are left as they are
   */
  void run(List<Step> steps, Before before, Listener listener) throws InterruptedException {
    Resumption by = new Resumption(quick, commit, before == Before.ANY_COMMIT);
    for (int i = 0; i < steps.size() && !stopped; i++) {
      Step step = steps.get(i);
      if (before != Before.NONE && state.isDone(step.id(), by)) {
        listener.kept(step, state.results().get(step.id()));
        continue;
      }
      Optional<Step> next = i + 1 < steps.size() ? Optional.of(steps.get(i + 1)) : Optional.empty();
      set(state.beginning(step.id()));
      Progress progress = listener.begins(step, i + 1, steps.size(), next);
      StepResult result = perform(step, progress);
      if (stopped) {
        return;
      }
      set(state.with(result));
      listener.ended(step, result);
    }
  }

  private void set(RunState next) {
    state = next;
    keep.accept(next);
  }

  private StepResult perform(Step step, Progress progress) throws InterruptedException {
    String at = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    long began = System.nanoTime();
    Scene scene = new Scene(root, folder, step.id(), quick, target, state.results(), progress);
    Outcome outcome = outcome(step, scene);
    boolean ran = outcome.verdict() != Verdict.NOT_RUN && outcome.verdict() != Verdict.PERSON;
    return new StepResult(
        step.id(),
        outcome.verdict(),
        outcome.why(),
        at,
        Math.round((System.nanoTime() - began) / 1e8) / 10.0,
        step.work().command(scene),
        outcome.readings(),
        scene.evidence(),
        commit,
        ran && step.work().isShortened(scene));
  }

  private Outcome outcome(Step step, Scene scene) throws InterruptedException {
    if (target.isPresent() && step.place() != Step.Place.SERVER) {
      return Outcome.notRun("left out: it " + step.place().words() + ", not a foreign server");
    }
    try {
      return step.work().run(scene);
    } catch (InterruptedException e) {
      throw e;
    } catch (Trouble trouble) {
      return trouble.exitCode() == dev.sparkle.cli.services.ExitCode.NOT_RUNNING
          ? Outcome.notRun(trouble.getMessage() + " " + trouble.remedy())
          : Outcome.failed(trouble.getMessage() + " " + trouble.remedy());
    } catch (Exception e) {
      return Outcome.failed(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }
}
