package dev.sparkle.chat.control;

import dev.sparkle.chat.entity.FoundConversation;
import dev.sparkle.identity.entity.Caller;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Finds a learner's conversations by words in their titles and messages, in any language: words are
 * looked for as they are written, upper and lower case alike.
 *
 * <p><b>Limitations.</b> No stemming: "plants" does not find "plant". The time grows with the
 * account's own messages, all of which are read; nobody else's are.
 */
@Stateless
public class ConversationSearch {

  /** More words than this are not looked for. */
  static final int MAX_WORDS = 8;

  /** Characters of a message before the first word found, and after. */
  private static final int BEFORE = 40;

  private static final int EXCERPT = 160;

  @Inject private DataSource database;

  /**
   * The caller's conversations in which all words occur, in the title or in one message.
   *
   * @param before only those that come after this place in the list, the latest first
   * @param limit at most so many
   */
  public List<FoundConversation> find(
      Caller caller, String query, Conversations.Place before, int limit) throws SQLException {
    List<String> words = words(query);
    if (words.isEmpty()) {
      return List.of();
    }
    // served by conversation_recent and message_order
    String sql =
        """
        select c.id, c.title, c.updated_at, m.text
        from conversation c
        left join lateral (
          select text from message
          where conversation_id = c.id and account_id = c.account_id and text ilike all (?)
          order by created_at, id limit 1) m on true
        where c.account_id = ? and (c.updated_at, c.id) < (?, ?)
          and (m.text is not null or c.title ilike all (?))
        order by c.updated_at desc, c.id desc
        limit ?
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      Object[] patterns = words.stream().map(ConversationSearch::pattern).toArray();
      statement.setArray(1, connection.createArrayOf("text", patterns));
      statement.setObject(2, caller.account());
      statement.setObject(3, OffsetDateTime.ofInstant(before.moment(), ZoneOffset.UTC));
      statement.setObject(4, before.id());
      statement.setArray(5, connection.createArrayOf("text", patterns));
      statement.setInt(6, limit);
      List<FoundConversation> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          String text = row.getString(4);
          found.add(
              new FoundConversation(
                  row.getObject(1, UUID.class),
                  row.getString(2),
                  row.getObject(3, OffsetDateTime.class).toInstant(),
                  text == null ? null : excerpt(text, words.get(0))));
        }
      }
      return found;
    }
  }

  private static List<String> words(String query) {
    return Stream.of(query.strip().split("\\s+"))
        .filter(word -> !word.isEmpty())
        .limit(MAX_WORDS)
        .toList();
  }

  /** A word as a pattern of LIKE that means nothing but itself. */
  static String pattern(String word) {
    return "%" + word.replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }

  /** Where a word stands in a text, on one line. */
  static String excerpt(String text, String word) {
    String flat = text.strip().replaceAll("\\s+", " ");
    int at = Math.max(0, flat.toLowerCase().indexOf(word.toLowerCase()));
    int from = at <= BEFORE ? 0 : wordBegin(flat, at - BEFORE, at);
    int to = Math.min(flat.length(), from + EXCERPT);
    if (to < flat.length() && Character.isHighSurrogate(flat.charAt(to - 1))) {
      to--;
    }
    return (from > 0 ? "…" : "") + flat.substring(from, to) + (to < flat.length() ? "…" : "");
  }

  private static int wordBegin(String text, int from, int to) {
    int space = text.indexOf(' ', from);
    int begin = space < 0 || space >= to ? from : space + 1;
    return Character.isLowSurrogate(text.charAt(begin)) ? begin + 1 : begin;
  }
}
