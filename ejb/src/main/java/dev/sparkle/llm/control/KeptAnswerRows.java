package dev.sparkle.llm.control;

import com.pgvector.PGvector;
import dev.sparkle.knowledge.control.Embedder;
import dev.sparkle.llm.entity.CacheKey;
import dev.sparkle.llm.entity.KeptAnswer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Kept answers in PostgreSQL. Every query names the account; an answer exists only beside the
 * generation of the same account that made it, and goes with it, with its conversation and with the
 * account.
 */
final class KeptAnswerRows {

  /** The generation must be the account's own: nobody can keep an answer for somebody else. */
  private static final String KEEP =
      """
      insert into kept_answer (generation_id, account_id, context, model, question, question_key,
                               answer, passages, embedding, embedding_model)
      select g.id, g.account_id, ?, ?, ?, ?, ?, ?, ?::vector, ?
      from generation g where g.id = ? and g.account_id = ?
      on conflict (generation_id) do nothing
      """;

  /**
   * Served by kept_answer_place: an account has few, which are compared one by one. An answer
   * counts while every passage of its prompt is there as it was (a material that is taken in anew
   * has other chunks) and may be seen by its account.
   */
  private static final String FIND =
      """
      select question, answer, passages from (
        select k.*, question_key = ? as exact, 1 - (embedding <=> ?::vector) as similarity
        from kept_answer k
        where account_id = ? and context = ? and model = any (?) and embedding_model = ?
          and created_at > now() - ? * interval '1 ms'
          and not exists (
            select from unnest(k.passages) as prompt (id)
            left join chunk c on c.id = prompt.id
            left join material m on m.id = c.material_id
            where m.id is null or m.status <> 'ready'
              or not (m.audience = 'everyone' or m.account_id = k.account_id))) as usable
      where exact or similarity >= ?
      order by exact desc, similarity desc, created_at desc limit 5
      """;

  /** Served by kept_answer_place. */
  private static final String PRUNE =
      """
      delete from kept_answer where generation_id in (
        select generation_id from kept_answer where account_id = ?
        order by created_at desc, generation_id offset ?)
      """;

  /** Served by kept_answer_age. */
  private static final String FORGET =
      "delete from kept_answer where created_at < now() - ? * interval '1 ms'";

  private final DataSource database;

  KeptAnswerRows(DataSource database) {
    this.database = database;
  }

  /**
   * Keeps an answer, and of the account no more than so many, the latest.
   *
   * @param generation that made it; without it, or if it is another account's, nothing is kept
   */
  void keep(
      CacheKey key, UUID generation, String model, KeptAnswer answer, Embedder embedder, int most)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      try (PreparedStatement statement = connection.prepareStatement(KEEP)) {
        statement.setString(1, key.context());
        statement.setString(2, model);
        statement.setString(3, answer.question());
        statement.setString(4, questionKey(answer.question()));
        statement.setString(5, answer.text());
        statement.setArray(6, connection.createArrayOf("uuid", answer.passages().toArray()));
        statement.setString(7, vector(embedder, answer.question()));
        statement.setString(8, embedder.model());
        statement.setObject(9, generation);
        statement.setObject(10, key.account());
        statement.executeUpdate();
      }
      try (PreparedStatement statement = connection.prepareStatement(PRUNE)) {
        statement.setObject(1, key.account());
        statement.setInt(2, most);
        statement.executeUpdate();
      }
    }
  }

  /**
   * Answers to the same or nearly the same question, the best first.
   *
   * @param models configured names of those whose answers count
   * @param similarity cosine from which another question counts as the same
   */
  List<KeptAnswer> find(
      CacheKey key,
      String question,
      Collection<String> models,
      Embedder embedder,
      Duration maxAge,
      double similarity)
      throws SQLException {
    List<KeptAnswer> found = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setString(1, questionKey(question));
      statement.setString(2, vector(embedder, question));
      statement.setObject(3, key.account());
      statement.setString(4, key.context());
      statement.setArray(5, connection.createArrayOf("text", models.toArray()));
      statement.setString(6, embedder.model());
      statement.setLong(7, maxAge.toMillis());
      statement.setDouble(8, similarity);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(
              new KeptAnswer(
                  row.getString(1),
                  row.getString(2),
                  Arrays.asList((UUID[]) row.getArray(3).getArray())));
        }
      }
    }
    return found;
  }

  /** Forgets what is older. */
  void forget(Duration maxAge) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(FORGET)) {
      statement.setLong(1, maxAge.toMillis());
      statement.executeUpdate();
    }
  }

  private static String vector(Embedder embedder, String question) {
    return new PGvector(embedder.embedQuestion(question)).getValue();
  }

  /** The same question in other spacing and case is the same. */
  private static String questionKey(String question) {
    return question.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }
}
