package dev.sparkle.cli.validate;

import dev.sparkle.cli.bench.chat.Machine;
import dev.sparkle.cli.bench.chat.ProcessTimes;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.Invocation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What is validated, and where. */
final class About {

  private About() {}

  /** What is checked out, with + where files were changed since. */
  static String commit(Path root) {
    Invocation.Outcome head =
        Invocation.of("git", "rev-parse", "--short=10", "HEAD").in(root).run();
    if (!head.succeeded()) {
      return "no repository";
    }
    Invocation.Outcome changes =
        Invocation.of("git", "status", "--porcelain", "--untracked-files=no").in(root).run();
    return head.lastWords() + (changes.text().isBlank() ? "" : "+");
  }

  static Map<String, String> of(String commit) {
    Machine machine = Machine.here();
    Map<String, String> about = new LinkedHashMap<>();
    about.put("Sparkle", Home.version() + ", commit " + commit);
    about.put(
        "machine",
        "%d processors, %,d MiB, %s, Java %s"
            .formatted(
                machine.processors(), machine.memoryMib(), machine.system(), machine.java()));
    about.put(
        "load when the report was written",
        String.format(Locale.ROOT, "%.1f", ProcessTimes.load()));
    return about;
  }
}
