package dev.sparkle.cli.safety.ngram;

import dev.sparkle.cli.safety.Corpus;
import dev.sparkle.cli.safety.Glob;
import dev.sparkle.cli.safety.ngram.LeftOut.Scored;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.terminal.Figures;
import dev.sparkle.safety.control.input.NgramClassifier;
import dev.sparkle.safety.control.input.NgramModel;
import dev.sparkle.safety.control.input.NgramModel.Calibration;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains the n-gram classifier; the same rows give the same file. */
@Command(
    name = "train-ngrams",
    mixinStandardHelpOptions = true,
    description = {
      "Trains the n-gram classifier from folders of *.jsonl and *.jsonl.gz"
          + " (text, label, category, lang, source).",
      "First each source is judged by a model that did not see it: that gives the thresholds and"
          + " the table. Then it learns from all rows, but for the sources held out."
    })
public final class NgramTrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders or files of rows.")
  private List<Path> places;

  @Option(
      names = "--hold-out",
      arity = "1..*",
      paramLabel = "GLOB",
      description = "Sources that nothing is learnt from, e.g. \"garak*\"; they are judged apart.")
  private List<String> heldOut = List.of();

  @Option(
      names = "--thresholds-of",
      paramLabel = "FILE",
      description =
          "Takes the thresholds of this ngram.bin instead of finding them anew: with many sources"
              + " held out, those that are left are too few to tell.")
  private Path thresholdsOf;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where ngram.bin and ngram-training.md go. Default: ${DEFAULT-VALUE}.")
  private Path out = Path.of("ejb/src/main/resources/safety/models");

  @Override
  public Integer call() {
    long began = System.nanoTime();
    Predicate<String> isHeldOut = Glob.anyOf(heldOut);
    Map<Boolean, List<TrainingRow>> parts =
        TrainingRow.of(Corpus.read(places)).stream()
            .collect(Collectors.partitioningBy(row -> isHeldOut.test(row.row().source())));
    List<TrainingRow> rows = parts.get(false);
    if (rows.stream().noneMatch(TrainingRow::isBenign)
        || rows.stream().allMatch(TrainingRow::isBenign)) {
      throw new Trouble(
          ExitCode.USAGE,
          "there are no rows of both labels, attack and benign, to learn from.",
          "Name folders that have both, or hold out less.");
    }
    NgramReport report = new NgramReport(command(), rows);
    NgramModel model =
        thresholdsOf == null
            ? trained(rows, report)
            : NgramTraining.of(rows).calibratedAs(read(thresholdsOf));
    if (!parts.get(true).isEmpty()) {
      NgramClassifier classifier = new NgramClassifier(model);
      report.add(
          "Held out altogether",
          parts.get(true).stream().map(r -> new Scored(r, classifier.raw(r.text()))).toList(),
          each -> model.scores(each.raw(), each.row().text()));
    }
    write(model, report);
    say("done after " + Figures.took(Duration.ofNanos(System.nanoTime() - began)) + ".");
    return ExitCode.OK;
  }

  private NgramModel trained(List<TrainingRow> rows, NgramReport report) {
    say("judging " + rows.size() + " rows by models that did not see their source …");
    List<Scored> scored = LeftOut.scores(rows);
    Calibration manipulation = NgramCalibration.ofManipulation(scored);
    Calibration harm = NgramCalibration.ofHarm(scored);
    say("learning from all of them …");
    NgramModel model = NgramTraining.of(rows).calibrated(manipulation, harm);
    report.add("manipulation", manipulation);
    report.add("harm", harm);
    report.add(
        "Each source judged by a model that did not see it",
        scored,
        each -> model.scores(each.raw(), each.row().text()));
    return model;
  }

  private static NgramModel read(Path file) {
    try (InputStream bytes = Files.newInputStream(file)) {
      return NgramModel.read(bytes);
    } catch (IOException e) {
      throw Trouble.withFile("cannot read " + file, e);
    }
  }

  private String command() {
    return "./sparkle " + String.join(" ", spec.commandLine().getParseResult().originalArgs());
  }

  private void write(NgramModel model, NgramReport report) {
    try {
      Files.createDirectories(out);
      Files.write(out.resolve("ngram.bin"), model.toBytes());
      Files.writeString(out.resolve("ngram-training.md"), report.toString());
    } catch (IOException e) {
      throw Trouble.withFile("cannot write to " + out, e);
    }
    PrintWriter words = spec.commandLine().getOut();
    words.print(report);
    words.println();
    words.println(out.resolve("ngram.bin") + ", " + model.toBytes().length / 1024 + " KB");
    words.flush();
  }

  private void say(String words) {
    spec.commandLine().getErr().println(words);
    spec.commandLine().getErr().flush();
  }
}
