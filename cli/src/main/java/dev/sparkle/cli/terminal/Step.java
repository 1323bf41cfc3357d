package dev.sparkle.cli.terminal;

import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Trouble;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * One line of a {@link StepBoard}: it runs, then it is done or failed, once. Safe for all threads.
 */
public final class Step implements Progress {

  enum State {
    RUNNING,
    DONE,
    FAILED
  }

  private final StepBoard board;
  private final LongSupplier nanos;
  private final long begun;
  private String title;
  private String detail = "";
  private String note = "";
  private State state = State.RUNNING;
  private long ended;

  Step(StepBoard board, String title, LongSupplier nanos) {
    this.board = board;
    this.title = title;
    this.nanos = nanos;
    begun = nanos.getAsLong();
  }

  /** What it is doing; shown on a terminal only. */
  @Override
  public void now(String words) {
    synchronized (board) {
      note = words;
    }
  }

  /** Renames the step, when what it provides is known better. */
  public Step named(String better) {
    synchronized (board) {
      title = better;
    }
    return this;
  }

  /**
   * It is done.
   *
   * @param what the result in a few words
   * @param remark a remark after the time, or empty
   */
  public void done(String what, String remark) {
    end(State.DONE, what, remark);
    board.ended(this);
  }

  /** It failed; the sentences follow in its line. */
  public void failed(Trouble trouble) {
    end(State.FAILED, trouble.getMessage(), trouble.remedy());
    board.ended(this);
  }

  private void end(State how, String what, String remark) {
    synchronized (board) {
      state = how;
      detail = what;
      note = remark;
      ended = nanos.getAsLong();
    }
  }

  boolean running() {
    return state == State.RUNNING;
  }

  /**
   * As lines of text.
   *
   * @param spinner stands before a running step
   */
  String render(Terminal terminal, String spinner) {
    Duration time = Duration.ofNanos((running() ? nanos.getAsLong() : ended) - begun);
    return switch (state) {
      case RUNNING ->
          cut(
              "  "
                  + spinner
                  + " "
                  + String.format("%-36s %-24s %9s", title, "", Figures.took(time))
                  + (note.isEmpty() ? "" : "   " + note),
              terminal.columns());
      case DONE ->
          ("  "
                  + terminal.green("✓")
                  + " "
                  + String.format("%-36s %-24s %9s", title, detail, Figures.took(time))
                  + (note.isEmpty() ? "" : "   " + terminal.faint(note)))
              .stripTrailing();
      case FAILED ->
          "  "
              + terminal.red("✗")
              + " "
              + title
              + "    "
              + detail
              + "\n    "
              + note.replace("\n", "\n    ");
    };
  }

  private static String cut(String line, int columns) {
    return line.length() < columns ? line : line.substring(0, columns - 1);
  }
}
