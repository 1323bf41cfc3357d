package dev.sparkle.knowledge.control;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.knowledge.entity.Acceptance;
import dev.sparkle.knowledge.entity.Audience;
import dev.sparkle.knowledge.entity.Chunk;
import dev.sparkle.knowledge.entity.Material;
import dev.sparkle.knowledge.entity.Upload;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import dev.sparkle.task.control.jobs.Fence;
import dev.sparkle.task.control.jobs.JobRuns;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The component put together on a scratch database, as the container would. */
final class Classroom {

  final CurrentSettings settings;
  final Embedders embedders;
  final Materials materials;
  final Ingestion ingestion;
  final Retrieval retrieval;
  final JobRuns runs;
  private final DataSource database;

  Classroom(DataSource database) {
    this(database, MaterialJudge.NOBODY);
  }

  Classroom(DataSource database, MaterialJudge judge) {
    this(database, new WordEmbedder(), judge);
  }

  Classroom(DataSource database, Embedder embedder) {
    this(database, embedder, MaterialJudge.NOBODY);
  }

  private Classroom(DataSource database, Embedder embedder, MaterialJudge judge) {
    this.database = database;
    this.runs = new JobRuns(database);
    this.settings =
        new CurrentSettings(
            new Settings(
                null,
                new Settings.Retrieval(6, 40, 0.45),
                new Settings.Ingest(1 << 20, 100_000, 100, 200),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
    this.embedders = Embedders.only(embedder);
    this.materials = new Materials(database, settings, new Desk(database));
    this.ingestion =
        new Ingestion(database, embedders, new DocumentReader(Clock.systemUTC()), judge, settings);
    this.retrieval = new Retrieval(database, embedders, settings);
  }

  Material accept(Caller caller, Audience audience, String name, String text) throws IOException {
    return assertInstanceOf(Acceptance.Accepted.class, offer(caller, audience, name, text))
        .material();
  }

  Acceptance offer(Caller caller, Audience audience, String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return materials.accept(
        caller, new Upload(name, null, null, audience, new ByteArrayInputStream(bytes)));
  }

  /** A new run of the job that takes the material in; what an earlier one writes is void. */
  Fence take(Material material) {
    return runs.take(material.task(), "material-ingest").fence();
  }

  /** The job, as its JSL has it, with a checkpoint after every chunk. */
  void ingest(Material material) {
    Fence fence = take(material);
    Optional<Intake> begun = ingestion.begin(material.id(), fence, null);
    if (begun.isPresent()) {
      Intake intake = begun.get();
      for (Chunk chunk = intake.next(); chunk != null; chunk = intake.next()) {
        ingestion.write(intake, fence, List.of(ingestion.prepare(intake, chunk)));
      }
      ingestion.finish(material.id(), fence);
    }
  }

  /** Everything that waits. */
  void ingestAll() throws SQLException {
    try (Connection connection = database.getConnection()) {
      for (Material waiting : new MaterialRows().open(connection, Duration.ZERO)) {
        ingest(waiting);
      }
    }
  }

  /** Stores a material without a queue. */
  private record Desk(DataSource database) implements MaterialStore {

    @Override
    public Material store(NewMaterial material) {
      try (Connection connection = database.getConnection()) {
        return new MaterialRows().insert(connection, material, UUID.randomUUID());
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void forget(UUID task) {
      // nobody works on it
    }
  }
}
