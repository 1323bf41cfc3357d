package dev.sparkle.cli.validate;

import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.terminal.Figures;
import dev.sparkle.cli.terminal.Terminal;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/** Tells how a validation comes along: a line a step, and on a terminal what it does meanwhile. */
final class Telling implements Conductor.Listener {

  private static final String LINE = "  %s %-16s %s";

  private final Terminal terminal;
  private final PrintStream out;
  private final long began = System.nanoTime();
  private Day day;

  Telling(Terminal terminal) {
    this.terminal = terminal;
    this.out = terminal.out();
  }

  @Override
  public Progress begins(Step step, int number, int of, Optional<Step> next) {
    heading(step);
    String where =
        "%d of %d, %s so far%s"
            .formatted(
                number,
                of,
                elapsed(),
                next.map(each -> "; next: " + each.id()).orElse("; the last one"));
    if (!terminal.live()) {
      out.println(LINE.formatted("▸", step.id(), step.title() + "   (" + where + ")"));
      out.flush();
      return Progress.SILENT;
    }
    Progress progress =
        words ->
            draw(LINE.formatted("▸", step.id(), where + (words.isEmpty() ? "" : "   " + words)));
    progress.now("");
    return progress;
  }

  private synchronized void draw(String line) {
    int most = terminal.columns() - 1;
    out.print("\r\u001b[K" + (line.length() > most ? line.substring(0, most) : line));
    out.flush();
  }

  @Override
  public synchronized void ended(Step step, StepResult result) {
    if (terminal.live()) {
      out.print("\r\u001b[K");
    }
    tell(step, result, "%.1f s".formatted(result.seconds()));
  }

  @Override
  public synchronized void kept(Step step, StepResult result) {
    heading(step);
    tell(step, result, "from before, commit " + result.commit());
  }

  private void tell(Step step, StepResult result, String took) {
    String words = result.verdict().words() + (result.why().isEmpty() ? "" : ": " + result.why());
    out.println(
        LINE.formatted(
            result.verdict().mark(), step.id(), step.title() + "   " + words + "   " + took));
    out.flush();
  }

  private void heading(Step step) {
    if (step.day() != day) {
      day = step.day();
      out.println();
      out.println(day.title() + ", " + day.words());
    }
  }

  private String elapsed() {
    return Figures.took(Duration.ofNanos(System.nanoTime() - began)).strip();
  }
}
