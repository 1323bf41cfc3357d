package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Chunk;
import dev.sparkle.knowledge.entity.Place;
import dev.sparkle.knowledge.entity.Reading;
import dev.sparkle.knowledge.entity.Reading.Parsed;
import dev.sparkle.knowledge.entity.Reading.Unreadable;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import dev.sparkle.task.control.jobs.Fence;
import dev.sparkle.task.control.jobs.FencedException;
import dev.sparkle.task.control.jobs.JobRuns;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The steps of taking a material in: read and cut ({@link #begin}), judge and embed ({@link
 * #prepare}), store ({@link #write}), make visible ({@link #finish}). The job {@code
 * material-ingest} takes them one after another; a material is searchable as a whole or not at all.
 *
 * <p>Every step that writes carries the {@link Fence} of its run and throws {@link FencedException}
 * once another run has begun, or the material was removed. Thread-safe. A step that cannot reach
 * the database throws IllegalStateException.
 */
public class Ingestion {

  /** Exit status of the job where there was nothing to publish. */
  public static final String UNREADABLE = "UNREADABLE";

  private static final Logger LOG = System.getLogger(Ingestion.class.getName());

  private static final double PROGRESS_WHEN_READ = 0.1;

  private final DataSource database;
  private final Embedders embedders;
  private final DocumentReader reader;
  private final MaterialJudge judge;
  private final CurrentSettings settings;
  private final IngestionRows rows = new IngestionRows();

  public Ingestion(
      DataSource database,
      Embedders embedders,
      DocumentReader reader,
      MaterialJudge judge,
      CurrentSettings settings) {
    this.database = Objects.requireNonNull(database, "database");
    this.embedders = Objects.requireNonNull(embedders, "embedders");
    this.reader = Objects.requireNonNull(reader, "reader");
    this.judge = Objects.requireNonNull(judge, "judge");
    this.settings = Objects.requireNonNull(settings, "settings");
  }

  /**
   * Claims a material for a run, reads and cuts it; takes up to minutes, and must not be called in
   * a transaction. One that cannot be read has failed then, with the reason.
   *
   * @param place where the run before had come to; null if there was none
   * @return empty if there is nothing more to do: the material is gone or ready, or cannot be read
   */
  public Optional<Intake> begin(UUID material, Fence fence, Place place) {
    // a node that cannot embed takes nothing
    embedders.all().forEach(embedder -> embedder.embedQuestion("ready"));
    Optional<Claim> claim =
        transaction(fence, connection -> rows.claim(connection, material, fence));
    return claim.flatMap(mine -> open(mine, fence, place));
  }

  private Optional<Intake> open(Claim claim, Fence fence, Place place) {
    Settings.Ingest now = settings.get().ingest();
    Reading reading = read(claim, now);
    if (reading instanceof Unreadable reason) {
      transaction(fence, connection -> rows.fail(connection, claim, reason));
      LOG.log(Level.INFO, "Material {0} is not usable: {1}", claim.material(), reason.code());
      return Optional.empty();
    }
    Parsed document = (Parsed) reading;
    Claim titled = titled(claim, document.title());
    Intake intake =
        new Intake(titled, new Chunker(now.chunkCharacters()).cut(document.blocks()), place);
    int next = intake.place().next();
    if (!transaction(
        fence, connection -> rows.begin(connection, titled, next, PROGRESS_WHEN_READ))) {
      throw new FencedException(fence); // the material was removed
    }
    return Optional.of(intake);
  }

  private static Claim titled(Claim claim, String title) {
    return claim.titleGiven() || title == null
        ? claim
        : new Claim(
            claim.material(),
            claim.token(),
            claim.fileName(),
            title,
            false,
            claim.shared(),
            claim.course());
  }

  private Reading read(Claim claim, Settings.Ingest now) {
    try {
      Path file = Files.createTempFile("sparkle-ingest-", ".tmp");
      try {
        copy(claim, file);
        return reader.read(claim.fileName(), file, ReadingLimits.of(now));
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void copy(Claim claim, Path file) throws IOException {
    try (Connection connection = database.getConnection();
        OutputStream out = Files.newOutputStream(file)) {
      rows.copyContent(connection, claim.material(), out);
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  /** Judges and embeds a chunk: some milliseconds of computing. */
  public Prepared prepare(Intake intake, Chunk chunk) {
    Claim claim = intake.claim();
    Embedder embedder = embedders.forText(chunk.text());
    float[] vector = embedder.embedPassages(List.of(withContext(claim.title(), chunk))).get(0);
    return new Prepared(
        chunk,
        embedder.model(),
        vector,
        judge.clear(claim.course(), chunk.heading(), chunk.text()));
  }

  /** A piece alone does not say what it is about; its heading does. Figures: docs/retrieval.md. */
  static String withContext(String title, Chunk chunk) {
    return (chunk.heading().isEmpty() ? title : chunk.heading()) + "\n" + chunk.text();
  }

  /**
   * Stores chunks, in the caller's transaction if there is one.
   *
   * @return progress of the material, 0 to 1
   */
  public double write(Intake intake, Fence fence, List<Prepared> pieces) {
    int last = pieces.get(pieces.size() - 1).chunk().ordinal();
    double progress = PROGRESS_WHEN_READ + (1 - PROGRESS_WHEN_READ) * intake.share(last + 1);
    try (Connection connection = database.getConnection()) {
      JobRuns.hold(connection, fence);
      if (!rows.append(connection, intake.claim(), pieces, progress)) {
        throw new FencedException(fence); // the material was removed
      }
      return progress;
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  /**
   * Makes the chunks of a material visible. Done twice, it is done once. Must not be called in a
   * transaction.
   */
  public void finish(UUID material, Fence fence) {
    transaction(fence, connection -> rows.finish(connection, material));
  }

  /** Ends what was tried too often, or is not wanted any more. False: it had ended before. */
  public boolean giveUp(UUID material, Unreadable reason) {
    try (Connection connection = database.getConnection()) {
      return rows.giveUp(connection, material, reason);
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  private interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /** A transaction of its own: the fence must hold until what was written is committed. */
  private <T> T transaction(Fence fence, Work<T> work) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      boolean done = false;
      try {
        JobRuns.hold(connection, fence);
        T result = work.run(connection);
        connection.commit();
        done = true;
        return result;
      } finally {
        if (!done) {
          connection.rollback();
        }
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  private static IllegalStateException unreachable(SQLException e) {
    return new IllegalStateException("Taking in material did not reach the database.", e);
  }
}
