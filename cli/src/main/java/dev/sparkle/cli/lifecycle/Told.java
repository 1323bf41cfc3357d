package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.terminal.Step;
import dev.sparkle.cli.terminal.StepBoard;

/** A {@link Trouble} whose sentences already stand in the line of the step that met it. */
public final class Told extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Trouble trouble;

  private Told(Trouble trouble) {
    super(trouble);
    this.trouble = trouble;
  }

  public Trouble trouble() {
    return trouble;
  }

  static Told of(Trouble trouble) {
    return new Told(trouble);
  }

  /** What a step does; it ends the step itself. */
  public interface Work {
    void perform(Step step);
  }

  /** Runs a step; a trouble is written into its line. */
  public static void step(StepBoard board, String title, Work work) {
    Step step = board.begin(title);
    try {
      work.perform(step);
    } catch (Trouble trouble) {
      step.failed(trouble);
      throw new Told(trouble);
    }
  }
}
