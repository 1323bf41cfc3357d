package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Chunk;
import dev.sparkle.knowledge.entity.Clearance;
import dev.sparkle.knowledge.entity.IdRange;
import dev.sparkle.knowledge.entity.Spot;
import dev.sparkle.task.control.jobs.Fence;
import dev.sparkle.task.control.jobs.JobRuns;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Embeds and judges stored chunks anew where their model or their judge is no longer the one of
 * today. Chunks stay findable meanwhile. The steps of the job {@code re-embed}; thread-safe. A step
 * that cannot reach the database throws IllegalStateException.
 */
public class Renewal {

  /** Type of the task that runs the job; its payload is {@link Wanted}. */
  public static final String TASK = "material.reembed";

  /**
   * What the task is told.
   *
   * @param fingerprint of the models and judges that are wanted
   */
  public record Wanted(String fingerprint) {
    public Wanted {
      Objects.requireNonNull(fingerprint, "fingerprint");
    }
  }

  private final DataSource database;
  private final Embedders embedders;
  private final MaterialJudge judge;
  private final RenewalRows rows = new RenewalRows();

  public Renewal(DataSource database, Embedders embedders, MaterialJudge judge) {
    this.database = Objects.requireNonNull(database, "database");
    this.embedders = Objects.requireNonNull(embedders, "embedders");
    this.judge = Objects.requireNonNull(judge, "judge");
  }

  /** Names the models and judges of this node; another name, another renewal. */
  public String fingerprint() {
    StringBuilder names = new StringBuilder();
    embedders.all().forEach(each -> names.append(each.model()).append('\n'));
    names.append(judge.name(null));
    sql(rows::courses).forEach(each -> names.append('\n').append(judge.name(each)));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(names.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Whether all chunks were gone over with these models and judges last. */
  public boolean isDone(String fingerprint) {
    return sql(connection -> rows.isDone(connection, fingerprint));
  }

  /** Remembers that all chunks were. */
  public void done(String fingerprint) {
    sql(connection -> rows.done(connection, fingerprint));
  }

  /** How many chunks of materials in use there are in a range. */
  public long count(IdRange range) {
    return sql(connection -> rows.count(connection, range));
  }

  /**
   * The next chunks of a range.
   *
   * @param after the last one seen; null: from the start
   */
  public List<Stored> page(IdRange range, Spot after, int limit) {
    return sql(connection -> rows.page(connection, range, after, limit));
  }

  /** The chunk as it should be; empty if it is so already. */
  public Optional<Renewed> renew(Stored stored) {
    Embedder embedder = embedders.forText(stored.text());
    boolean sameModel = embedder.model().equals(stored.model());
    boolean sameJudge = judge.name(stored.course()).equals(Objects.toString(stored.judge(), ""));
    if (sameModel && sameJudge) {
      return Optional.empty();
    }
    return Optional.of(
        new Renewed(
            stored, embedder.model(), sameModel ? null : vector(stored, embedder), clear(stored)));
  }

  private static float[] vector(Stored stored, Embedder embedder) {
    Chunk chunk = new Chunk(stored.at().ordinal(), stored.heading(), null, stored.text());
    return embedder.embedPassages(List.of(Ingestion.withContext(stored.title(), chunk))).get(0);
  }

  private Clearance clear(Stored stored) {
    return judge.clear(stored.course(), stored.heading(), stored.text());
  }

  /**
   * Stores chunks, in the caller's transaction if there is one.
   *
   * @throws dev.sparkle.task.control.jobs.FencedException if another run has begun
   */
  public void write(Fence fence, List<Renewed> renewed) {
    sql(
        connection -> {
          JobRuns.hold(connection, fence);
          rows.write(connection, renewed);
          return null;
        });
  }

  private interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  private <T> T sql(Work<T> work) {
    try (Connection connection = database.getConnection()) {
      return work.run(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("Renewing passages did not reach the database.", e);
    }
  }
}
