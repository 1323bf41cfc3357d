package dev.sparkle.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The steps of a command. On a terminal all of them are redrawn in the order in which they were
 * begun, with a spinner and the time of those that run; elsewhere each line comes when its step
 * ends, without motion. Safe for all threads.
 */
public final class StepBoard implements AutoCloseable {

  private static final String[] SPINNER = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
  private static final int FRAME_MS = 100;

  private final Terminal terminal;
  private final LongSupplier nanos;
  private final List<Step> steps = new ArrayList<>();
  private final Thread painter = new Thread(this::paint, "steps");
  private int drawn;
  private int frame;
  private boolean closed;

  public StepBoard(Terminal terminal) {
    this(terminal, System::nanoTime);
  }

  StepBoard(Terminal terminal, LongSupplier nanos) {
    this.terminal = terminal;
    this.nanos = nanos;
    painter.setDaemon(true);
  }

  public synchronized Step begin(String title) {
    Step step = new Step(this, title, nanos);
    steps.add(step);
    if (terminal.live() && !closed && !painter.isAlive()) {
      painter.start();
    }
    return step;
  }

  /** Leaves the last picture; steps that still run vanish. Nothing is drawn after this. */
  @Override
  public synchronized void close() {
    if (!closed) {
      steps.removeIf(Step::running);
      if (terminal.live()) {
        draw();
      }
      closed = true;
    }
  }

  synchronized void ended(Step step) {
    if (!closed && !terminal.live()) {
      terminal.out().println(step.render(terminal, ""));
    } else if (!closed) {
      draw();
    }
  }

  synchronized void draw() {
    StringBuilder picture = new StringBuilder();
    if (drawn > 0) {
      picture.append("\u001b[").append(drawn).append("A\r\u001b[J");
    }
    drawn = 0;
    for (Step step : steps) {
      String lines = step.render(terminal, SPINNER[frame % SPINNER.length]);
      picture.append(lines).append('\n');
      drawn += rows(lines);
    }
    frame++;
    terminal.out().print(picture);
    terminal.out().flush();
  }

  /** Rows on the screen: a long line takes several. */
  private int rows(String lines) {
    return lines
        .lines()
        .mapToInt(
            l ->
                Math.max(
                    1,
                    (l.replaceAll("\u001b\\[[0-9;]*m", "").length() + terminal.columns() - 1)
                        / terminal.columns()))
        .sum();
  }

  private void paint() {
    while (true) {
      synchronized (this) {
        if (closed) {
          return;
        }
        draw();
      }
      try {
        Thread.sleep(FRAME_MS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}
