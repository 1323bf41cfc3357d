package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Invocation;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Maven, as the launcher script found it (property {@code sparkle.mvn}). */
final class Maven {

  private static final Pattern MODULE = Pattern.compile("Building (.+?) \\S+ +\\[(\\d+)/(\\d+)]");
  private static final int SHOWN_ERRORS = 8;

  private final Home home;
  private final String program;

  Maven(Home home) {
    this.home = home;
    program = System.getProperty("sparkle.mvn", "mvn");
  }

  /**
   * @throws Trouble when there is none
   */
  String version() {
    return Invocation.of(program, "-v")
        .with(environment())
        .runOrFail(
            "there is no Maven",
            "Install it (apt-get install maven, or brew install maven) and repeat.")
        .lines()
        .stream()
        .filter(l -> l.contains("Apache Maven"))
        .map(l -> l.replaceFirst(".*Apache Maven ([\\w.-]+).*", "$1"))
        .findFirst()
        .orElse("?");
  }

  /**
   * Builds the server.
   *
   * @return number of modules
   * @throws Trouble with the errors' first lines, when the build fails
   */
  int build(Progress progress) {
    List<String> command =
        command(
            "-B", "-Dsparkle.untested", "-Dmaven.test.skip=true", "-pl", "ear", "-am", "package");
    int[] modules = {0};
    try (PrintWriter log =
        new PrintWriter(Files.newBufferedWriter(home.buildLog(), StandardCharsets.UTF_8))) {
      Invocation.Outcome outcome =
          Invocation.of(command)
              .in(home.root())
              .with(environment())
              .onLine(
                  line -> {
                    log.println(line);
                    Matcher module = MODULE.matcher(line);
                    if (module.find()) {
                      modules[0] = Integer.parseInt(module.group(3));
                      progress.now(
                          module.group(1) + " (" + module.group(2) + " of " + modules[0] + ")");
                    }
                  })
              .run();
      if (!outcome.succeeded()) {
        throw failed(outcome.lines());
      }
    } catch (IOException e) {
      throw Trouble.withFile("cannot write " + home.buildLog(), e);
    }
    return modules[0];
  }

  /** The command line with the operator's SPARKLE_MAVEN_ARGS. */
  List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(program));
    String further = System.getenv().getOrDefault("SPARKLE_MAVEN_ARGS", "");
    if (!further.isBlank()) {
      command.addAll(List.of(further.strip().split("\\s+")));
    }
    command.addAll(List.of(arguments));
    return command;
  }

  /** Maven uses the JDK that we run on. */
  static Map<String, String> environment() {
    return Map.of("JAVA_HOME", System.getProperty("java.home"));
  }

  private Trouble failed(List<String> lines) {
    if (lines.stream().anyMatch(Trouble::diskFull)) {
      return Trouble.withFile("the build", new IOException("No space left on device"));
    }
    return new Trouble(
        ExitCode.BUILD,
        "the build failed.\n    " + String.join("\n    ", errors(lines)),
        "The whole log: " + home.show(home.buildLog()));
  }

  /** What a person needs of a failed build's output: the errors without Maven's advice. */
  static List<String> errors(List<String> lines) {
    List<String> errors =
        lines.stream()
            .filter(l -> l.startsWith("[ERROR]"))
            .map(l -> l.substring(7).strip())
            .map(l -> l.replaceFirst("\\s*-> \\[Help \\d+]$", ""))
            .filter(
                l ->
                    !l.isEmpty()
                        && !l.matches(
                            "(?s)To see the full stack trace.*|Re-run Maven.*|For more information.*"
                                + "|\\[Help \\d+].*|After correcting.*|mvn <args>.*|COMPILATION ERROR.*"))
            .distinct()
            .limit(SHOWN_ERRORS)
            .toList();
    return errors.isEmpty()
        ? lines.stream().filter(l -> !l.isBlank()).reduce((a, b) -> b).stream().toList()
        : errors;
  }
}
