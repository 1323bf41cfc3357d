package dev.sparkle.knowledge.control;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.knowledge.entity.Passage;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Finds the passages that a question is about: by meaning and by words, both rankings fused, and
 * what does not fit left out. Thread-safe.
 */
public class Retrieval {

  private final DataSource database;
  private final Embedder embedder;
  private final CurrentSettings settings;
  private final ChunkIndex index;

  public Retrieval(DataSource database, Embedder embedder, CurrentSettings settings) {
    this.database = Objects.requireNonNull(database, "database");
    this.embedder = Objects.requireNonNull(embedder, "embedder");
    this.settings = Objects.requireNonNull(settings, "settings");
    this.index = new ChunkIndex(embedder);
  }

  /**
   * Finds passages in the caller's own materials and in everyone's.
   *
   * @param materials only in these of them; empty: in all
   * @param limit at most so many
   * @return best first; empty if nothing fits the question
   * @throws IllegalStateException if the database does not answer
   */
  public List<Passage> find(Caller caller, String question, Set<UUID> materials, int limit) {
    if (question.isBlank() || limit < 1) {
      return List.of();
    }
    Settings.Retrieval now = settings.get().retrieval();
    Scope scope = Scope.of(caller, materials);
    float[] vector = embedder.embedQuestion(question);
    try (Connection connection = database.getConnection()) {
      Set<String> tokens = index.tokens(connection, question);
      List<UUID> nearest = index.nearest(connection, scope, vector, now.candidates());
      List<UUID> matching = index.matching(connection, scope, tokens, now.candidates());
      List<UUID> fused = RankFusion.fuse(List.of(nearest, matching));
      List<Found> found = index.load(connection, scope, fused, vector, tokens);
      return select(found, tokens, new Relevance(now.minimumSimilarity()), limit);
    } catch (SQLException e) {
      throw new IllegalStateException("The search did not reach the database.", e);
    }
  }

  private static List<Passage> select(
      List<Found> found, Set<String> tokens, Relevance relevance, int limit) {
    List<Passage> passages = new ArrayList<>();
    for (Found each : found) {
      if (passages.size() < limit && relevance.accepts(each, tokens)) {
        passages.add(
            new Passage(
                each.chunk(),
                each.material(),
                each.title(),
                each.heading(),
                each.page(),
                each.text(),
                relevance.score(each, tokens)));
      }
    }
    return passages;
  }
}
