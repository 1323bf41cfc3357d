package dev.sparkle.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.bench.Evaluation.Row;
import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.WithProfile;
import dev.sparkle.knowledge.control.Embedders;
import dev.sparkle.knowledge.control.LocalModel;
import dev.sparkle.knowledge.control.OnnxEmbedder;
import dev.sparkle.knowledge.control.Retrieval.Search;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how well passages are found, for each embedding model that is installed. */
@Command(
    name = "retrieval",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how well passages are found: recall@5 and mean reciprocal rank, for each embedding"
          + " model on the class path, by meaning, by words, and by both.",
      "Works in a schema of its own on the database, and removes it again."
    })
public final class RetrievalBenchCommand implements Callable<Integer> {

  private static final String MODEL_ALWAYS_COMPARED = "/bge-small-zh-v1.5-q.onnx";

  /** As sparkle.retrieval.candidates. */
  private static final int CANDIDATES = 40;

  @Spec private CommandSpec spec;

  @Option(
      names = "--course",
      description =
          "Folder with course.json, its files and evaluation.jsonl. Default: the sample course.")
  private Path course;

  @Option(
      names = "--jdbc-url",
      description = "PostgreSQL with pgvector. Default: a cluster of its own, removed at the end.")
  private String url;

  @Option(names = "--user", defaultValue = "sparkle", description = "Default: ${DEFAULT-VALUE}.")
  private String user;

  @Option(
      names = "--password",
      defaultValue = "${env:SPARKLE_DB_PASSWORD}",
      description = "Default: the variable SPARKLE_DB_PASSWORD.")
  private String password;

  @Option(
      names = "--minimum-similarity",
      defaultValue = "0.45",
      description = "The gate that is tried. Default: ${DEFAULT-VALUE}.")
  private double minimumSimilarity;

  @Option(
      names = "--chunk-characters",
      defaultValue = "800",
      description = "Size of the pieces. Default: ${DEFAULT-VALUE}.")
  private int chunkCharacters;

  @Option(names = "--json", description = "One JSON object for each question and way instead.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (RetrievalBenchCommand.class.getResource(MODEL_ALWAYS_COMPARED) == null) {
      return new WithProfile("embedding-models")
          .run(spec.commandLine().getParseResult().originalArgs());
    }
    if (url != null) {
      return measure(url, user, password);
    }
    try (ScratchPostgres postgres = ScratchPostgres.start(root())) {
      DatabaseAddress own = postgres.address();
      return measure(own.jdbcUrl(), own.user(), own.password());
    }
  }

  private static Path root() {
    return Path.of(System.getProperty("sparkle.root", ".")).toAbsolutePath();
  }

  private int measure(String database, String account, String secret) throws Exception {
    Evaluation evaluation =
        Evaluation.load(
            course == null ? root().resolve("cli/src/main/resources/sample-course") : course);
    PrintWriter out = spec.commandLine().getOut();
    try (BenchSchema schema = BenchSchema.create(database, account, secret)) {
      List<Way> ways = new ArrayList<>();
      for (Map.Entry<String, Embedders> each : models().entrySet()) {
        RetrievalTrial trial =
            RetrievalTrial.of(schema, each.getValue(), evaluation, ingestSettings());
        ways.addAll(ways(each.getKey(), trial));
      }
      for (Way way : ways) {
        if (json) {
          printRows(evaluation, way, out);
        } else {
          printTable(evaluation, way, out);
        }
        out.flush();
      }
    }
    return 0;
  }

  /** The models that are installed, alone, and the default pair. */
  private static Map<String, Embedders> models() {
    Map<String, Embedders> models = new LinkedHashMap<>();
    for (LocalModel model : LocalModel.values()) {
      if (model.isPresent()) {
        String name = model.name().toLowerCase(Locale.ROOT).replace('_', '-');
        models.put(name, Embedders.only(new OnnxEmbedder(model)));
      }
    }
    models.put("default", Embedders.local());
    return models;
  }

  /** A way of searching: by what, and with which gate. */
  private record Way(
      String name, RetrievalTrial trial, Set<Search> searches, Settings.Retrieval settings) {

    List<RetrievalTrial.Hit> ask(Row row) {
      return trial.ask(row, searches, settings);
    }
  }

  private List<Way> ways(String model, RetrievalTrial trial) {
    Settings.Retrieval open = new Settings.Retrieval(RetrievalTrial.DEPTH, CANDIDATES, 0);
    Settings.Retrieval gated =
        new Settings.Retrieval(RetrievalTrial.DEPTH, CANDIDATES, minimumSimilarity);
    return List.of(
        new Way(model + ", meaning", trial, EnumSet.of(Search.MEANING), open),
        new Way(model + ", words", trial, EnumSet.of(Search.WORDS), open),
        new Way(model + ", both", trial, EnumSet.allOf(Search.class), open),
        new Way(model + ", both, gated", trial, EnumSet.allOf(Search.class), gated));
  }

  private static void printTable(Evaluation evaluation, Way way, PrintWriter out) {
    Map<String, RetrievalFigures> figures = new TreeMap<>();
    for (Row row : evaluation.questions()) {
      Set<String> right = row.isAnswerable() ? row.places() : Set.of();
      List<RetrievalTrial.Hit> hits = way.ask(row);
      figures
          .computeIfAbsent(row.lang() + " " + row.kind(), key -> new RetrievalFigures())
          .add(right, hits);
      if (row.isAnswerable()) {
        figures.computeIfAbsent(row.lang() + " *", key -> new RetrievalFigures()).add(right, hits);
        figures.computeIfAbsent("*", key -> new RetrievalFigures()).add(right, hits);
      }
    }
    out.println(way.name());
    figures.forEach(
        (group, sum) ->
            out.printf(
                "  %-20s %3d  %s  none %.2f%n", group, sum.questions(), sum, sum.emptyShare()));
  }

  private static void printRows(Evaluation evaluation, Way way, PrintWriter out)
      throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    for (Row row : evaluation.questions()) {
      out.println(
          mapper.writeValueAsString(
              Map.of("way", way.name(), "question", row, "hits", way.ask(row))));
    }
  }

  private CurrentSettings ingestSettings() {
    Settings.Ingest ingest = new Settings.Ingest(50 << 20, 20_000_000, 5000, chunkCharacters);
    return new CurrentSettings(
        new Settings(null, null, ingest, null, null, null, null, null, null, null, null, null));
  }
}
