package dev.sparkle.knowledge.control;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.knowledge.entity.Passage;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Finds the passages that a question is about. Two searches, by meaning and by words, bring
 * candidates; the fusion of their rankings decides which are looked at; how well each fits decides
 * their order, and what is left out. Thread-safe.
 *
 * <p><b>Limitations.</b> By meaning, a question finds only material of its own language, since no
 * small model knows two; in others it finds what has the same words (names, formulas).
 */
public class Retrieval {

  /** The two ways in which passages are looked for. */
  public enum Search {
    /** Nearness of vectors. */
    MEANING,
    /** Words in common. */
    WORDS
  }

  /** Share of the minimum that passages need beside one that reaches it. */
  private static final double BESIDE_A_GOOD_ONE = 0.5;

  private final DataSource database;
  private final Embedders embedders;
  private final CurrentSettings settings;
  private final Set<Search> searches;
  private final Map<String, ChunkIndex> indexes = new HashMap<>();

  /** Retrieval that uses both searches. */
  public Retrieval(DataSource database, Embedders embedders, CurrentSettings settings) {
    this(database, embedders, settings, EnumSet.allOf(Search.class));
  }

  /** Retrieval by some of the searches, in the order of a single one, to measure what it brings. */
  public Retrieval(
      DataSource database, Embedders embedders, CurrentSettings settings, Set<Search> searches) {
    this.database = Objects.requireNonNull(database, "database");
    this.embedders = Objects.requireNonNull(embedders, "embedders");
    this.settings = Objects.requireNonNull(settings, "settings");
    this.searches = Set.copyOf(searches);
    embedders.all().forEach(each -> indexes.put(each.model(), new ChunkIndex(each)));
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
    Embedder embedder = embedders.forText(question);
    ChunkIndex index = indexes.get(embedder.model());
    float[] vector = embedder.embedQuestion(question);
    try (Connection connection = database.getConnection()) {
      Set<String> tokens = index.tokens(connection, question);
      List<List<UUID>> rankings = new ArrayList<>();
      if (searches.contains(Search.MEANING)) {
        rankings.add(index.nearest(connection, scope, vector, now.candidates()));
      }
      if (searches.contains(Search.WORDS)) {
        rankings.add(index.matching(connection, scope, tokens, now.candidates()));
      }
      List<UUID> fused = RankFusion.fuse(rankings);
      List<UUID> best = fused.subList(0, Math.min(now.candidates(), fused.size()));
      List<Found> found = index.load(connection, scope, best, vector, tokens);
      Relevance relevance = new Relevance(tokens, found, embedder.evenOdds());
      List<Passage> fitting = new ArrayList<>(fitting(found, relevance, now.minimumSimilarity()));
      if (rankings.size() > 1) {
        fitting.sort(Comparator.comparingDouble(Passage::score).reversed());
      }
      return distinct(fitting, limit);
    } catch (SQLException e) {
      throw new IllegalStateException("The search did not reach the database.", e);
    }
  }

  /**
   * The best candidate tells whether the material has to do with the question at all; beside a good
   * one, weaker ones may hold the rest of the answer.
   */
  private static List<Passage> fitting(List<Found> found, Relevance relevance, double minimum) {
    double best = found.stream().mapToDouble(relevance::score).max().orElse(0);
    return best < minimum
        ? List.of()
        : found.stream()
            .map(each -> passage(each, relevance.score(each)))
            .filter(passage -> passage.score() >= minimum * BESIDE_A_GOOD_ONE)
            .toList();
  }

  private static List<Passage> distinct(List<Passage> ranked, int limit) {
    List<Passage> passages = new ArrayList<>();
    Duplicates duplicates = new Duplicates();
    for (Passage passage : ranked) {
      if (passages.size() < limit && duplicates.add(passage.text())) {
        passages.add(passage);
      }
    }
    return passages;
  }

  private static Passage passage(Found found, double score) {
    return new Passage(
        found.chunk(),
        found.material(),
        found.title(),
        found.heading(),
        found.page(),
        found.text(),
        score,
        found.course(),
        found.clearance());
  }
}
