package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Chunk;
import dev.sparkle.knowledge.entity.Reading;
import dev.sparkle.knowledge.entity.Reading.Parsed;
import dev.sparkle.knowledge.entity.Reading.Unreadable;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Takes in the materials that wait, one after another: reads, cuts, embeds, judges and stores. Any
 * number of nodes may do so on one database.
 *
 * <p>A material is searchable as a whole or not at all. If this node dies, another one starts again
 * when the lease has ended; if this node was only slow, the other one's work counts. What fails
 * three times is given up as {@code damaged}.
 *
 * <p>{@link #next} is called by one thread at a time; {@link #renew} and {@link #stop} by any.
 */
public class Ingestion {

  private static final Logger LOG = System.getLogger(Ingestion.class.getName());

  /** Some 100 ms of computing: progress moves, and a stop does not wait long. */
  private static final int BATCH = 32;

  private static final double PROGRESS_WHEN_READ = 0.1;

  private final DataSource database;
  private final Embedders embedders;
  private final DocumentReader reader;
  private final MaterialJudge judge;
  private final CurrentSettings settings;
  private final IngestionRows rows = new IngestionRows();
  private final AtomicReference<Claim> held = new AtomicReference<>();
  private volatile boolean stopped;

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
   * Takes in one material, if one waits.
   *
   * @return false if there was nothing to do
   * @throws IllegalStateException if the database does not answer, or the embedder does not work; a
   *     claim is then left to its lease, and tried again
   */
  public boolean next() {
    // a node that cannot embed takes nothing
    embedders.all().forEach(embedder -> embedder.embedQuestion("ready"));
    Settings.Ingest now = settings.get().ingest();
    Optional<Claim> claim = sql(connection -> claim(connection, now));
    if (claim.isEmpty()) {
      return false;
    }
    held.set(claim.get());
    try {
      if (stopped) {
        stop();
        return false;
      }
      ingest(claim.get(), now);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      held.compareAndSet(claim.get(), null);
    }
  }

  /** Keeps what is being taken in for this node. To be called every third of the lease. */
  public void renew() {
    Claim claim = held.get();
    if (claim != null) {
      sql(connection -> rows.renew(connection, claim, settings.get().ingest().lease()));
    }
  }

  /** Hands back what is being taken in, so that another node need not wait. Final. */
  public void stop() {
    stopped = true;
    Claim claim = held.getAndSet(null);
    if (claim != null) {
      sql(connection -> rows.release(connection, claim));
    }
  }

  private Optional<Claim> claim(Connection connection, Settings.Ingest now) throws SQLException {
    int givenUp = rows.giveUp(connection, Unreadables.damaged());
    if (givenUp > 0) {
      LOG.log(
          Level.WARNING,
          "Gave up {0} materials after {1} attempts.",
          givenUp,
          IngestionRows.MAX_ATTEMPTS);
    }
    return rows.claim(connection, now.lease());
  }

  private void ingest(Claim claim, Settings.Ingest now) throws IOException {
    Reading reading = read(claim, now);
    if (reading instanceof Unreadable reason) {
      sql(connection -> rows.fail(connection, claim, reason));
      LOG.log(Level.INFO, "Material {0} is not usable: {1}", claim.material(), reason.code());
    } else if (reading instanceof Parsed document) {
      store(claim, document, now);
    }
  }

  private Reading read(Claim claim, Settings.Ingest now) throws IOException {
    Path file = Files.createTempFile("sparkle-ingest-", ".tmp");
    try {
      sql(
          connection -> {
            try (OutputStream out = Files.newOutputStream(file)) {
              rows.copyContent(connection, claim, out);
              return true;
            }
          });
      return reader.read(claim.fileName(), file, ReadingLimits.of(now));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void store(Claim claim, Parsed document, Settings.Ingest now) {
    List<Chunk> chunks = new Chunker(now.chunkCharacters()).cut(document.blocks());
    String title =
        claim.titleGiven() || document.title() == null ? claim.title() : document.title();
    for (int from = 0; from < chunks.size(); from += BATCH) {
      List<Chunk> batch = chunks.subList(from, Math.min(from + BATCH, chunks.size()));
      List<IngestionRows.Embedded> embedded = embed(claim.course(), title, batch);
      double done = (double) (from + batch.size()) / chunks.size();
      double progress = PROGRESS_WHEN_READ + (1 - PROGRESS_WHEN_READ) * done;
      if (stopped
          || !sql(connection -> rows.append(connection, claim, embedded, progress, now.lease()))) {
        LOG.log(
            Level.INFO, "Material {0} was handed back, taken over or removed.", claim.material());
        return;
      }
    }
    String language = language(chunks);
    sql(connection -> rows.finish(connection, claim, chunks.size(), language, document.title()));
  }

  private List<IngestionRows.Embedded> embed(String course, String title, List<Chunk> batch) {
    Map<Embedder, List<Chunk>> byModel =
        batch.stream().collect(Collectors.groupingBy(chunk -> embedders.forText(chunk.text())));
    List<IngestionRows.Embedded> embedded = new ArrayList<>(batch.size());
    byModel.forEach(
        (embedder, chunks) -> {
          List<float[]> vectors =
              embedder.embedPassages(
                  chunks.stream().map(chunk -> withContext(title, chunk)).toList());
          for (int at = 0; at < chunks.size(); at++) {
            Chunk chunk = chunks.get(at);
            embedded.add(
                new IngestionRows.Embedded(
                    chunk,
                    embedder.model(),
                    vectors.get(at),
                    judge.clear(course, chunk.heading(), chunk.text())));
          }
        });
    return embedded;
  }

  /** A piece alone does not say what it is about; its heading does. Figures: docs/retrieval.md. */
  private static String withContext(String title, Chunk chunk) {
    return (chunk.heading().isEmpty() ? title : chunk.heading()) + "\n" + chunk.text();
  }

  private static String language(List<Chunk> chunks) {
    long chinese = chunks.stream().filter(chunk -> Cjk.language(chunk.text()).equals("zh")).count();
    return chinese * 2 > chunks.size() ? "zh" : "en";
  }

  private interface Statement<T> {
    T run(Connection connection) throws SQLException, IOException;
  }

  private <T> T sql(Statement<T> statement) {
    try (Connection connection = database.getConnection()) {
      return statement.run(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("Taking in material did not reach the database.", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
