package dev.sparkle.cli.safety;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.services.WithProfile;
import dev.sparkle.safety.control.input.Encoder;
import dev.sparkle.safety.control.input.InputJudge;
import dev.sparkle.safety.control.input.OnnxSequenceClassifier;
import dev.sparkle.safety.control.input.RuleBook;
import dev.sparkle.safety.control.input.TextClassifier;
import dev.sparkle.safety.control.input.Views;
import dev.sparkle.safety.control.input.Where;
import dev.sparkle.safety.control.output.SensitiveScanner;
import dev.sparkle.safety.entity.InputPolicy;
import dev.sparkle.safety.entity.InputPolicy.Harm;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the safety layers on labelled texts. */
@Command(
    name = "eval",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the safety layers on folders of *.jsonl and *.jsonl.gz, one row a line:"
          + " text, label, category, lang, source.",
      "Rows labelled attack or benign go through layer 1: what is found, what is a false alarm,"
          + " how long a text takes. Rows labelled sensitive or clean go through layer 4.",
      "Material (injection_indirect, document) is judged as such, everything else as a question,"
          + " unless --as says otherwise.",
      "The networks come with Maven the first time."
    })
public final class EvalCommand implements Callable<Integer> {

  /** So many rows before the clock counts: the first ones pay for what is loaded and compiled. */
  private static final int WARM_UP = 3000;

  /** With neural classifiers, of which each row takes long. */
  private static final int DEEP_WARM_UP = 300;

  /** Tells about graphics cards that it does not find; kept, so that its level stays. */
  private static final Logger TOKENIZERS = Logger.getLogger("ai.djl");

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders or files of rows.")
  private List<Path> places;

  @Option(names = "--json", description = "One JSON object instead of the tables.")
  private boolean json;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description =
          "all: the whole, and each part alone beside it. Or rules, ngram or neural: that part"
              + " alone. Default: ${DEFAULT-VALUE}.")
  private Method method = Method.ALL;

  @Option(
      names = "--without-neural",
      description = "The whole without the neural classifiers, as a server without them.")
  private boolean withoutNeural;

  @Option(
      names = "--as",
      paramLabel = "PLACE",
      description =
          "Judges all rows as material or as questions (question), whatever their category: how"
              + " often rules for passages speak in ordinary prose.")
  private Where place;

  @Option(
      names = "--models",
      paramLabel = "FOLDER",
      description =
          "Models that a training with --hold-out wrote, instead of the shipped ones, which saw all"
              + " sources: ngram.bin, encoder-en.delta, encoder-zh.delta.")
  private Path models;

  @Option(
      names = "--source",
      arity = "1..*",
      paramLabel = "GLOB",
      description = "Only rows of these sources, e.g. \"garak*\".")
  private List<String> sources = List.of();

  @Option(
      names = "--rows",
      paramLabel = "FILE",
      description = "Writes what was found of each row, without its text, as JSON lines.")
  private Path rowsFile;

  @Option(
      names = "--model",
      paramLabel = "FOLDER",
      description = "Your own model, asked beside the neural ones: model.onnx and tokenizer.json.")
  private Path model;

  @Option(
      names = "--threshold",
      paramLabel = "SCORE",
      description = "From which score on a text is refused. Default: ${DEFAULT-VALUE}.")
  private double threshold = InputPolicy.SHIPPED.threshold();

  @Option(
      names = "--harm",
      paramLabel = "POLICY",
      description = "Open requests for harm: block or allow. Default: ${DEFAULT-VALUE}.")
  private Harm harm = InputPolicy.SHIPPED.harm();

  @Override
  public Integer call() throws InterruptedException {
    TOKENIZERS.setLevel(Level.SEVERE);
    List<CorpusRow> rows = rows();
    boolean neural = wantsNeural(rows);
    if ((neural || model != null) && !Encoder.ENGLISH.isPresent()) {
      return new WithProfile("safety-models")
          .run(spec.commandLine().getParseResult().originalArgs());
    }
    Models trained = models == null ? Models.shipped() : Models.of(models);
    List<TextClassifier> deep = new ArrayList<>();
    if (neural) {
      deep.add(trained.encoders());
    }
    if (model != null) {
      deep.add(ownModel());
    }
    InputJudge judge = new InputJudge(Views::of, RuleBook.shipped()::match, trained.ngrams(), deep);
    InputEvaluation input =
        new InputEvaluation(judge, policy(), methods(!deep.isEmpty()), Optional.ofNullable(place));
    OutputEvaluation output = new OutputEvaluation(SensitiveScanner.shipped());
    Function<CorpusRow, Judged> layers =
        row -> row.label().isInput() ? input.judge(row) : output.judge(row);
    OutputEvaluation warmedOutput = new OutputEvaluation(SensitiveScanner.shipped());
    RowWork work = new RowWork(spec.commandLine().getErr());
    work.warmUp(
        rows,
        deep.isEmpty() ? WARM_UP : DEEP_WARM_UP,
        row -> row.label().isInput() ? input.judge(row) : warmedOutput.judge(row));
    List<Judged> judged = work.judge(rows, threads(deep), layers);
    if (rowsFile != null) {
      RowFile.write(rowsFile, judged);
    }
    report(new EvalReport(judged, output, neural));
    return ExitCode.OK;
  }

  private List<CorpusRow> rows() {
    List<CorpusRow> rows = Corpus.read(places);
    if (sources.isEmpty()) {
      return rows;
    }
    Predicate<String> wanted = Glob.anyOf(sources);
    List<CorpusRow> some = rows.stream().filter(row -> wanted.test(row.source())).toList();
    if (some.isEmpty()) {
      throw new Trouble(
          ExitCode.USAGE, "no row is of the sources " + sources + ".", "Correct --source.");
    }
    return some;
  }

  /** The cheap part is quick anyway; alone on its thread, it is measured best. */
  private static int threads(List<TextClassifier> deep) {
    return deep.isEmpty() ? 1 : Runtime.getRuntime().availableProcessors();
  }

  private boolean wantsNeural(List<CorpusRow> rows) {
    return !withoutNeural
        && (method == Method.ALL || method == Method.NEURAL)
        && rows.stream().anyMatch(row -> row.label().isInput());
  }

  private Set<Method> methods(boolean neural) {
    if (method != Method.ALL) {
      return EnumSet.of(method);
    }
    return neural ? EnumSet.allOf(Method.class) : EnumSet.complementOf(EnumSet.of(Method.NEURAL));
  }

  private InputPolicy policy() {
    try {
      return InputPolicy.SHIPPED.withThreshold(threshold).withHarm(harm);
    } catch (IllegalArgumentException e) {
      throw new Trouble(ExitCode.USAGE, e.getMessage() + ".", "Correct --threshold.", e);
    }
  }

  private TextClassifier ownModel() {
    try {
      return OnnxSequenceClassifier.load(model);
    } catch (IllegalArgumentException e) {
      throw new Trouble(
          ExitCode.USAGE, e.getMessage(), "Name the folder of a sequence classifier.", e);
    }
  }

  private void report(EvalReport report) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      report.writeJson(out);
    } else {
      report.print(out);
    }
    out.flush();
  }
}
