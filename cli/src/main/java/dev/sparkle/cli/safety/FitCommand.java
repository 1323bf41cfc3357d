package dev.sparkle.cli.safety;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.safety.control.input.Assessment;
import dev.sparkle.safety.control.input.Combination;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fits how rules, n-grams and networks are put together to one score. */
@Command(
    name = "fit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Looks for the weights of rules, n-grams and networks that find most of the attacks and keep"
          + " to the false alarms allowed. Prints them; they stand in the class Combination.",
      "The files are those of \"safety eval --models FOLD --source … --rows FILE\": rows of sources"
          + " that the models of FOLD were not trained on. Other rows would flatter.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:fitted", "2:a file that is no such file"})
public final class FitCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Hidden text is undone before; harm is apart, with a threshold of its own. */
  private static final Set<String> LEFT_OUT =
      Set.of("encoding_obfuscated", "encoded_benign", "harmful_request");

  private static final String TWIN = "twin";
  private static final Set<String> MATERIAL = Set.of("injection_indirect", "document");

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Rows with what was found.")
  private List<Path> files;

  @Option(
      names = "--language",
      paramLabel = "LANG",
      description = "Only rows of this language. Default: all")
  private String language;

  @Option(
      names = "--ordinary",
      defaultValue = "0.007",
      description = "False alarms allowed among ordinary texts, 0 to 1. Default: ${DEFAULT-VALUE}")
  private double ordinary;

  @Option(
      names = "--education",
      defaultValue = "0.002",
      description = "Among school texts. Default: ${DEFAULT-VALUE}")
  private double education;

  @Option(
      names = "--hard",
      defaultValue = "0.05",
      description = "Among texts that only look like attacks. Default: ${DEFAULT-VALUE}")
  private double hard;

  @Option(
      names = "--document",
      defaultValue = "0.01",
      description = "Among material. Default: ${DEFAULT-VALUE}")
  private double document;

  @Option(
      names = "--twins",
      paramLabel = "FILE",
      description = "Rows of which no benign one may be refused, such as the known attacks' twins.")
  private Path twins;

  @Override
  public Integer call() {
    List<Fit.Row> rows = new ArrayList<>();
    files.forEach(file -> read(file, rows));
    if (twins != null) {
      List<Fit.Row> known = new ArrayList<>();
      read(twins, known);
      known.stream().filter(row -> !row.attack()).map(FitCommand::twin).forEach(rows::add);
    }
    Fit fit =
        new Fit(
            rows,
            Map.of(
                "ordinary",
                ordinary,
                "education",
                education,
                "hard_",
                hard,
                "document",
                document,
                TWIN,
                0.0));
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%d rows%n", rows.size());
    tell(out, fit, "shipped, with networks", Combination.FULL);
    tell(out, fit, "best, with networks", fit.best(true).combination());
    tell(out, fit, "best, without", fit.best(false).combination());
    out.flush();
    return ExitCode.OK;
  }

  private static Fit.Row twin(Fit.Row row) {
    return new Fit.Row(false, TWIN, row.rules(), row.ngram(), row.neural());
  }

  private static void tell(PrintWriter out, Fit fit, String name, Combination combination) {
    out.printf(
        Locale.ROOT,
        "%n%s: constant %.2f, rules %.2f, n-grams %.2f, networks %.2f%n",
        name,
        combination.constant(),
        combination.rules(),
        combination.statistics(),
        combination.deep());
    fit.found(combination).forEach((category, share) -> line(out, "found", category, share));
    fit.alarms(combination).forEach((category, share) -> line(out, "alarms", category, share));
  }

  private static void line(PrintWriter out, String what, String category, double share) {
    out.printf(Locale.ROOT, "  %-7s %-22s %6.2f %%%n", what, category, 100 * share);
  }

  private void read(Path file, List<Fit.Row> rows) {
    int number = 0;
    try {
      for (String line : Files.readAllLines(file)) {
        number++;
        JsonNode row = JSON.readTree(line);
        String category = row.path("category").asText();
        boolean wanted = language == null || language.equals(row.path("lang").asText());
        if (!row.path("neural").isNumber()) {
          throw new IOException("no scores");
        }
        if (wanted && !LEFT_OUT.contains(category)) {
          rows.add(row(row, category));
        }
      }
    } catch (IOException e) {
      throw new Trouble(
          ExitCode.USAGE,
          file + ", line " + number + " cannot be read: " + e.getMessage() + ".",
          "Name files that \"safety eval --rows\" wrote.",
          e);
    }
  }

  private static Fit.Row row(JsonNode row, String category) {
    double shift = MATERIAL.contains(category) ? Assessment.MATERIAL_SHIFT : 0;
    return new Fit.Row(
        row.path("label").asText().equals("attack"),
        category,
        row.path("ruleWeight").asDouble(),
        Combination.harder(row.path("ngram").asDouble(), shift),
        Combination.harder(row.path("neural").asDouble(), shift));
  }
}
