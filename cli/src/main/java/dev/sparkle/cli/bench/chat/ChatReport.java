package dev.sparkle.cli.bench.chat;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** Prints the figures for people. */
final class ChatReport {

  private final PrintWriter out;

  ChatReport(PrintWriter out) {
    this.out = out;
  }

  void print(ChatFigures figures) {
    Machine machine = figures.machine();
    line(
        "%d processors, %,d MiB, %s, Java %s",
        machine.processors(), machine.memoryMib(), machine.system(), machine.java());
    figures.idle().ifPresent(this::idle);
    steps(figures);
    out.flush();
  }

  private void idle(IdleTrial.Figures idle) {
    out.println();
    line(
        "%,d idle sockets, opened in %.0f s (%.0f/s)",
        idle.sockets(), idle.openingSeconds(), idle.sockets() / idle.openingSeconds());
    memory("before", idle.before());
    memory("after", idle.after());
    line(
        "  a socket  %7.1f KiB RSS  %7.1f KiB live heap",
        idle.rssKibPerSocket(), idle.heapKibPerSocket());
    line(
        "  watched for %d s: %,d heartbeats, closed: %s, load %.1f",
        idle.watchedSeconds(), idle.heartbeats(), orNone(idle.closed()), idle.load());
    line("  cores: %s", cores(idle.cores()));
  }

  private void memory(String when, NodeMemory memory) {
    line(
        "  %-8s  %7.0f MiB RSS  %7.0f MiB live heap  %d threads",
        when, memory.rssKib() / 1024.0, memory.heapKib() / 1024.0, memory.threads());
  }

  private void steps(ChatFigures figures) {
    out.println();
    out.println("learners who read; milliseconds: p50 / p95 / p99");
    line(
        "%7s %6s %6s %24s %24s %24s %5s  %s",
        "streams", "asks/s", "words", "added", "heard", "first words", "load", "cores");
    for (StreamTrial.Figures step : figures.steps()) {
      line(
          "%7d %6.1f %5.0f%% %24s %24s %24s %5.1f  %s%s",
          step.streams(),
          step.questionsPerSecond(),
          100 * step.wordsPerSecond() / step.expectedWordsPerSecond(),
          step.added(),
          step.heard(),
          step.first(),
          step.load(),
          cores(step.cores()),
          figures.keepsLimit(step) ? "" : "  over the limit");
      trouble("failed", step.failures());
      trouble("closed", step.closed());
      trouble("slow clients dropped", step.slowDropped());
    }
    out.println();
    out.println(
        figures.most().isPresent()
            ? String.format(
                Locale.ROOT,
                "The most with an added p95 below %.0f ms and all answers well: %d",
                figures.limitMs(),
                figures.most().getAsInt())
            : String.format(
                Locale.ROOT, "No step kept an added p95 below %.0f ms.", figures.limitMs()));
  }

  private void trouble(String what, Map<?, Integer> counts) {
    if (!counts.isEmpty()) {
      line("        %s: %s", what, counts);
    }
  }

  private static String orNone(Map<Integer, Integer> closed) {
    return closed.isEmpty() ? "none" : closed.toString();
  }

  private static String cores(Map<String, Double> cores) {
    StringBuilder text = new StringBuilder();
    cores.forEach(
        (name, share) -> text.append(String.format(Locale.ROOT, "%s %.2f  ", name, share)));
    return text.toString().strip();
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
