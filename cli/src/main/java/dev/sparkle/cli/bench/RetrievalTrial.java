package dev.sparkle.cli.bench;

import dev.sparkle.cli.bench.Evaluation.CourseFile;
import dev.sparkle.cli.bench.Evaluation.Row;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.knowledge.control.DirectIntake;
import dev.sparkle.knowledge.control.DocumentReader;
import dev.sparkle.knowledge.control.Embedders;
import dev.sparkle.knowledge.control.Ingestion;
import dev.sparkle.knowledge.control.MaterialJudge;
import dev.sparkle.knowledge.control.Materials;
import dev.sparkle.knowledge.control.Retrieval;
import dev.sparkle.knowledge.control.Retrieval.Search;
import dev.sparkle.knowledge.entity.Acceptance.Accepted;
import dev.sparkle.knowledge.entity.Audience;
import dev.sparkle.knowledge.entity.Passage;
import dev.sparkle.knowledge.entity.Upload;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The course in the hands of one embedding model: its own account, its own copy. */
final class RetrievalTrial {

  /** Figures are for the first five passages, which is about what a prompt holds. */
  static final int DEPTH = 5;

  private final BenchSchema schema;
  private final Embedders embedders;
  private final Caller caller;
  private final Map<UUID, CourseFile> files = new HashMap<>();

  private RetrievalTrial(BenchSchema schema, Embedders embedders, Caller caller) {
    this.schema = schema;
    this.embedders = embedders;
    this.caller = caller;
  }

  /** Takes the course in. */
  static RetrievalTrial of(
      BenchSchema schema, Embedders embedders, Evaluation evaluation, CurrentSettings settings)
      throws SQLException, IOException {
    Caller caller = new Caller(schema.account(), Set.of(Role.LEARNER), Set.of());
    RetrievalTrial trial = new RetrievalTrial(schema, embedders, caller);
    Ingestion ingestion =
        new Ingestion(
            schema.dataSource(),
            embedders,
            new DocumentReader(Clock.systemUTC()),
            MaterialJudge.NOBODY,
            settings);
    Materials materials =
        new Materials(
            schema.dataSource(), settings, new DirectIntake(schema.dataSource(), ingestion));
    for (CourseFile file : evaluation.course().files()) {
      try (InputStream content =
          Files.newInputStream(evaluation.directory().resolve(file.file()))) {
        Upload upload = new Upload(file.file(), file.title(), null, Audience.ME, content);
        if (materials.accept(caller, upload) instanceof Accepted accepted) {
          trial.files.put(accepted.material().id(), file);
        } else {
          throw new IOException(file.file() + " was refused");
        }
      }
    }
    return trial;
  }

  /** Asks a question; the answer is best first. */
  List<Hit> ask(Row row, Set<Search> searches, Settings.Retrieval how) {
    CurrentSettings settings =
        new CurrentSettings(
            new Settings(null, how, null, null, null, null, null, null, null, null, null, null));
    Retrieval retrieval = new Retrieval(schema.dataSource(), embedders, settings, searches);
    return retrieval.find(caller, row.question(), Set.of(), DEPTH).stream()
        .map(passage -> new Hit(place(passage), passage.score()))
        .toList();
  }

  private String place(Passage passage) {
    String heading = passage.heading();
    return files.get(passage.material()).file()
        + "#"
        + heading.substring(heading.lastIndexOf('›') + 1).strip();
  }

  /** A passage that was found, by its place as {@code file#section}. */
  record Hit(String place, double score) {}
}
