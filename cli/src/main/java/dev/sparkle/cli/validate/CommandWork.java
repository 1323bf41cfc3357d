package dev.sparkle.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sparkle.cli.Sparkle;
import dev.sparkle.cli.services.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * Runs a command of this program and reads what it tells. A command that this program does not have
 * is not run, and the report says so.
 */
final class CommandWork implements Work {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads figures out of what a command told. */
  interface Reader {
    List<Reading> read(JsonNode told, int exit);
  }

  private final List<String> arguments;
  private final Reader reader;
  private List<String> quick;
  private Duration most = Duration.ofMinutes(40);
  private boolean judgesItself;
  private String leftOutByQuick = "";
  private Function<Scene, List<String>> further = scene -> List.of();

  private CommandWork(List<String> arguments, Reader reader) {
    this.arguments = List.copyOf(arguments);
    this.quick = this.arguments;
    this.reader = reader;
  }

  /** A command whose figures are judged by their floors, whatever its exit code says of goals. */
  static CommandWork measuring(String words, Reader reader) {
    return new CommandWork(List.of(words.split(" ")), reader);
  }

  /** A command that judges itself: it has passed if it ends with 0 and its figures keep floors. */
  static CommandWork judging(String words, Reader reader) {
    CommandWork work = measuring(words, reader);
    work.judgesItself = true;
    return work;
  }

  /** A command that tells nothing but its exit code. */
  static CommandWork byExit(String words) {
    return judging(words, (told, exit) -> List.of(Reading.yes("it ends well", exit == 0)));
  }

  /** What is run instead with {@code --quick}. */
  CommandWork quickly(String words) {
    quick = List.of(words.split(" "));
    return this;
  }

  /** With {@code --quick} it is not run at all. */
  CommandWork notQuickly(String why) {
    leftOutByQuick = why;
    return this;
  }

  CommandWork within(Duration limit) {
    most = limit;
    return this;
  }

  /** Further arguments that depend on the scene. */
  CommandWork with(Function<Scene, List<String>> arguments) {
    further = arguments;
    return this;
  }

  private List<String> wanted(Scene scene) {
    List<String> wanted = new ArrayList<>(scene.quick() ? quick : arguments);
    wanted.addAll(further.apply(scene));
    return wanted;
  }

  @Override
  public String command(Scene scene) {
    // as it would be typed in the checkout, so that a report names no path of the machine
    return ("./sparkle " + String.join(" ", withJson(wanted(scene))))
        .replace(scene.root() + "/", "");
  }

  @Override
  public boolean isShortened(Scene scene) {
    return scene.quick() && !quick.equals(arguments);
  }

  private static List<String> withJson(List<String> words) {
    List<String> all = new ArrayList<>(words);
    CommandLine command = find(words);
    if (command != null
        && command.getCommandSpec().findOption("--json") != null
        && !all.contains("--json")) {
      all.add("--json");
    }
    return all;
  }

  /** The command that these words call; null if there is none. */
  static CommandLine find(List<String> words) {
    CommandLine command = Sparkle.commandLine();
    boolean found = false;
    for (String word : words) {
      CommandLine next = command.getSubcommands().get(word);
      if (next == null) {
        // a word that a command with commands of its own does not know is a command it lacks
        boolean lacks =
            !word.startsWith("-")
                && !command.getSubcommands().isEmpty()
                && command.getCommandSpec().positionalParameters().isEmpty();
        return found && !lacks ? command : null;
      }
      command = next;
      found = true;
    }
    return command;
  }

  @Override
  public Outcome run(Scene scene) throws Exception {
    List<String> wanted = wanted(scene);
    if (find(wanted) == null) {
      return Outcome.notRun("no such command: ./sparkle " + String.join(" ", wanted));
    }
    if (scene.quick() && !leftOutByQuick.isEmpty()) {
      return Outcome.notRun("--quick leaves it out: " + leftOutByQuick);
    }
    Path out = scene.file(scene.id() + ".out");
    Path err = scene.file(scene.id() + ".err");
    int exit = SparkleRun.run(scene.root(), withJson(wanted), out, err, most, scene.progress());
    return judge(exit, told(out), lastWords(err, out));
  }

  Outcome judge(int exit, JsonNode told, String lastWords) {
    switch (exit) {
      case SparkleRun.TOO_LONG -> {
        return Outcome.failed("it was ended after " + most.toMinutes() + " min");
      }
      case ExitCode.USAGE -> {
        return Outcome.notRun("it does not take these arguments: " + lastWords);
      }
      case ExitCode.NOT_RUNNING -> {
        return Outcome.notRun("it needs something that does not run: " + lastWords);
      }
      case ExitCode.MACHINE -> {
        return Outcome.notRun("the machine lacks something: " + lastWords);
      }
      case ExitCode.INTERRUPTED -> {
        return Outcome.notRun("interrupted");
      }
      default -> {
        // judged below
      }
    }
    List<Reading> readings = reader.read(told, exit);
    if (readings.isEmpty()) {
      return Outcome.failed("it ended with " + exit + " and told no figure: " + lastWords);
    }
    Outcome outcome = Outcome.of(readings);
    return judgesItself && exit != 0 && outcome.verdict() == Verdict.PASSED
        ? outcome.missed("it ended with " + exit + (lastWords.isEmpty() ? "" : ": " + lastWords))
        : outcome;
  }

  /** JSON, or JSON lines as an array; missing if it is neither. */
  private static JsonNode told(Path out) throws IOException {
    String text = Files.readString(out, StandardCharsets.UTF_8);
    int begin = text.indexOf('{');
    int list = text.indexOf('[');
    int from = begin < 0 ? list : list < 0 ? begin : Math.min(begin, list);
    if (from < 0) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(text.substring(from));
    } catch (IOException noJson) {
      return MissingNode.getInstance();
    }
  }

  private static String lastWords(Path err, Path out) throws IOException {
    for (Path file : List.of(err, out)) {
      List<String> lines =
          Files.readString(file, StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .toList();
      String trouble =
          lines.stream().filter(line -> line.startsWith("✗")).reduce((a, b) -> b).orElse("");
      if (!trouble.isEmpty()) {
        return trouble.substring(1).strip();
      }
      if (file.equals(err) && !lines.isEmpty()) {
        String last = lines.get(lines.size() - 1);
        return last.length() > 200 ? last.substring(0, 200) + "…" : last;
      }
    }
    return "";
  }
}
