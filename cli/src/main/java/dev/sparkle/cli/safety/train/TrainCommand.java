package dev.sparkle.cli.safety.train;

import dev.sparkle.cli.safety.CorpusReader;
import dev.sparkle.cli.safety.CorpusReader.Row;
import dev.sparkle.cli.safety.train.Training.Settings;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.safety.control.input.Encoder;
import dev.sparkle.safety.control.input.EncoderClassifier;
import dev.sparkle.safety.control.input.EncoderDelta;
import dev.sparkle.safety.control.input.EncoderDelta.Calibration;
import dev.sparkle.safety.control.input.EncoderDelta.Metadata;
import dev.sparkle.safety.control.input.WordPieces;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fine-tunes an encoder of layer 1 and writes what was learnt, with a report. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Fine-tunes a small sentence encoder on labelled texts: *.jsonl and *.jsonl.gz with text,"
          + " label (attack or benign), category, lang and source.",
      "Writes encoder-LANGUAGE.delta. With sources held out, their detection and false alarms"
          + " tell what the result is worth; without, the thresholds rest on benign rows set aside.",
      "Fetches PyTorch through Maven the first time (110 MB, Linux on x86-64)."
    })
public final class TrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders with labelled texts.")
  private List<Path> folders;

  @Option(
      names = "--language",
      defaultValue = "en",
      description = "en or zh. Default: ${DEFAULT-VALUE}.")
  private String language;

  @Option(
      names = "--hold-out",
      arity = "1..*",
      paramLabel = "SOURCE",
      description = "Sources to leave out of training, with * and ?, and to measure on.")
  private List<String> heldOut = new ArrayList<>();

  @Option(
      names = "--set-aside",
      defaultValue = "12",
      paramLabel = "N",
      description =
          "One in N of the other benign rows is set aside for the thresholds; 0 for none. Default:"
              + " ${DEFAULT-VALUE}.")
  private int setAside;

  @Option(
      names = "--out",
      description = "Folder for the result. Default: where the shipped ones are.")
  private Path folder;

  @Option(names = "--report", description = "File to append the report to.")
  private Path report;

  @Option(
      names = "--scores",
      description = "File for the rows held out, with their scores, for \"safety thresholds\".")
  private Path scores;

  @Option(names = "--epochs", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--batch", defaultValue = "32", description = "Default: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(names = "--rank", defaultValue = "16", description = "Default: ${DEFAULT-VALUE}.")
  private int rank;

  @Option(names = "--rate", defaultValue = "1e-3", description = "Default: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--per-source",
      defaultValue = "600",
      description = "Most rows of one source and category in an epoch. Default: ${DEFAULT-VALUE}.")
  private int perSource;

  @Override
  public Integer call() throws Exception {
    Encoder encoder = encoder();
    List<Row> rows = new ArrayList<>();
    for (Path each : folders) {
      rows.addAll(new CorpusReader().read(each));
    }
    Selection selection = Selection.of(rows, encoder, heldOut, setAside);
    if (selection.trained().stream().map(Row::attack).distinct().count() < 2) {
      throw new Trouble(
          ExitCode.USAGE,
          "there are not both attacks and benign rows to train on.",
          "Name other folders, or hold out fewer sources.");
    }
    if (!WithTraining.isHere()) {
      return new WithTraining().run(spec.commandLine().getParseResult().originalArgs());
    }
    train(encoder, selection);
    return ExitCode.OK;
  }

  private void train(Encoder encoder, Selection selection) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Settings settings = new Settings(epochs, batch, perSource, rank, rate, seed);
    out.printf(
        Locale.ROOT,
        "%s: %d rows to train on, %d held out%n",
        encoder.modelName(),
        selection.trained().size(),
        selection.held().size());
    try (WordPieces words = new WordPieces(encoder);
        Training training = new Training(encoder, settings, out)) {
      training.run(samples(selection.trained(), words));
      EncoderDelta delta = delta(encoder, selection, training);
      byte[] file = delta.write();
      delta = EncoderDelta.read(file);
      try (EncoderClassifier classifier = new EncoderClassifier(encoder, delta)) {
        HeldOut judged = HeldOut.judge(selection.held(), classifier);
        delta = delta.calibrated(judged.manipulation(), judged.harm());
        if (scores != null) {
          judged.write(scores);
        }
        file = delta.write();
        TrainingReport made =
            new TrainingReport(encoder, settings, selection, delta, file.length, training.epochs());
        String text = made.text(judged, classifier, training, words);
        out.print(text);
        out.flush();
        if (report != null) {
          TrainingReport.append(report, text);
        }
      }
      Path target = folder == null ? shipped() : folder;
      Files.createDirectories(target);
      Files.write(target.resolve("encoder-" + encoder.code() + ".delta"), file);
    }
  }

  private static List<Sample> samples(List<Row> rows, WordPieces words) {
    Map<String, Long> sizes =
        rows.stream()
            .collect(Collectors.groupingBy(r -> r.source() + r.category(), Collectors.counting()));
    return rows.parallelStream()
        .map(row -> Sample.of(row, sizes.get(row.source() + row.category()).intValue(), words))
        .toList();
  }

  private EncoderDelta delta(Encoder encoder, Selection selection, Training training) {
    Calibration none = new Calibration(1, 0);
    return new EncoderDelta(
        new Metadata(
            encoder.modelName(),
            rank,
            WordPieces.MAX_TOKENS,
            none,
            none,
            seed,
            selection.trained().size(),
            fingerprint(selection.trained()),
            heldOut),
        training.matrices());
  }

  private static String fingerprint(List<Row> rows) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Row row : rows) {
        digest.update((row.category() + "\n" + row.text() + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Encoder encoder() {
    return Arrays.stream(Encoder.values())
        .filter(each -> each.code().equals(language))
        .findFirst()
        .orElseThrow(
            () ->
                new Trouble(
                    ExitCode.USAGE, "there is no encoder for " + language + ".", "Say en or zh."));
  }

  private static Path shipped() {
    return Path.of(System.getProperty("sparkle.root", "."))
        .resolve("ejb/src/main/resources/safety/models");
  }
}
