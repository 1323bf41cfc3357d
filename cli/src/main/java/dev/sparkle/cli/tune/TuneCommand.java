package dev.sparkle.cli.tune;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.bench.NewWords;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.KeptSettings;
import dev.sparkle.cli.lifecycle.SettingsInForce;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle tune}: measures this machine and recommends settings. */
@Command(
    name = "tune",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures this machine for some two minutes: fsync, commits by connections, and tasks by"
          + " attempts at a time and by batch, with the queue's own classes on a PostgreSQL of its"
          + " own.",
      "Then it recommends settings with their reasons, against those in force. It changes nothing"
          + " without --apply. Measure when nothing else runs: what others take is missing here.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:measured; with --apply, also written",
      "2:wrong usage, or settings.env cannot be read",
      "4:the machine lacks something"
    })
public final class TuneCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--apply",
      description =
          "Write what differs into .sparkle/settings.env; nodes get it when they are started next")
  private boolean apply;

  @Option(names = "--json", description = "One JSON object instead of the text")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Home home = Home.here();
    SettingsInForce inForce = SettingsInForce.of(home); // first: it may be unreadable
    Map<String, String> values = Defaults.read(home.root());
    values.putAll(inForce.values());
    Measured measured = new Measuring(new NewWords(spec.commandLine().getErr())).run(home.root());
    Recommendation found = Recommendation.of(measured, inForce.where(), values, apply);
    String after = apply ? apply(home, found) : "";
    if (json) {
      out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(found));
    } else {
      print(out, found);
      out.println(after.isEmpty() ? found.howToApply() : after);
    }
    out.flush();
    return 0;
  }

  private String apply(Home home, Recommendation found) {
    if (found.changes().isEmpty()) {
      return "Nothing to change.";
    }
    boolean was = KeptSettings.change(home, found.changes());
    String file = home.show(KeptSettings.file(home));
    StringBuilder words = new StringBuilder("Written into " + file + ".\n");
    found.changes().keySet().stream()
        .filter(System.getenv()::containsKey)
        .forEach(
            name ->
                words.append(name + " is also set in the environment, which wins: unset it.\n"));
    words.append("In force after: ./sparkle down && ./sparkle up\n");
    words.append(
        was && Files.exists(KeptSettings.before(home))
            ? "Back to what was: mv " + home.show(KeptSettings.before(home)) + " " + file
            : "Back to what was: rm " + file);
    return words.append(", then the same.").toString();
  }

  private static void print(PrintWriter out, Recommendation found) {
    Measured measured = found.measured();
    out.printf(
        Locale.ROOT,
        "%d cores, %,d MiB; fsync of a page %.2f ms at the median, %.2f ms at p95%n%n",
        measured.cores(),
        measured.memoryMiB(),
        measured.fsyncP50Ms(),
        measured.fsyncP95Ms());
    if (measured.isDisturbed()) {
      out.printf(
          Locale.ROOT,
          "The load was %.1f before: the figures are those of a busy machine. Repeat when it is quiet.%n%n",
          measured.load());
    }
    curve(out, "commits/s, by connections", measured.commits());
    curve(out, "no-ops/s, by attempts at a time", measured.noops());
    curve(out, "mixed tasks/s, by attempts at a time", measured.mixed());
    curve(out, "no-ops/s, by tasks in one statement", measured.batches());
    out.printf("%nAgainst %s:%n%n", found.against());
    for (Recommendation.Line line : found.settings()) {
      out.printf(
          "  %s %s=%s%s%n      %s%n",
          line.changes() ? "→" : "=",
          line.variable(),
          line.recommended(),
          line.changes() ? "   (now " + line.now() + ")" : "",
          line.reason());
    }
    out.println();
  }

  private static void curve(PrintWriter out, String name, Curve curve) {
    StringBuilder points = new StringBuilder();
    curve
        .points()
        .forEach(
            (size, value) -> points.append(String.format(Locale.ROOT, "  %d: %,.0f", size, value)));
    out.printf("  %-38s%s%n", name, points);
  }
}
