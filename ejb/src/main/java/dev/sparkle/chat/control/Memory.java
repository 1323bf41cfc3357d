package dev.sparkle.chat.control;

import dev.sparkle.chat.entity.Message;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.llm.entity.Turn;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** What was said on a question's branch, and what it was summed up to. */
@Stateless
public class Memory {

  /**
   * Messages that are read at most; what is before them is in a summary, or was left out before.
   */
  private static final int LATEST = 80;

  /**
   * What was said before a question, without what a safety layer has refused.
   *
   * @param summary of what was said before the messages; empty: there is none
   * @param messages the oldest first
   */
  public record Recall(String summary, List<Message> messages) {

    /** What was said, for a model. */
    List<Turn> turns() {
      return messages.stream().map(Recall::turn).toList();
    }

    private static Turn turn(Message message) {
      return new Turn(
          Message.LEARNER.equals(message.role()) ? Turn.Speaker.LEARNER : Turn.Speaker.TUTOR,
          message.text());
    }

    /** Questions with their answers. */
    List<Lesson.Exchange> exchanges() {
      List<Lesson.Exchange> exchanges = new ArrayList<>();
      String question = "";
      for (Message message : messages) {
        if (Message.LEARNER.equals(message.role())) {
          question = message.text();
        } else {
          exchanges.add(new Lesson.Exchange(question, message.mode(), message.text()));
          question = "";
        }
      }
      return exchanges;
    }
  }

  @PersistenceContext(unitName = "sparkle")
  private EntityManager entities;

  @Inject private DataSource database;

  /** What was said on the branch of a question, before it. */
  public Recall before(Caller caller, UUID conversation, UUID question) throws SQLException {
    List<UUID> path = QuestionPlace.tree(entities, conversation).path(question);
    List<UUID> before = path.subList(0, Math.max(0, path.size() - 1));
    Map<UUID, String> summaries = before.isEmpty() ? Map.of() : summaries(caller, conversation);
    int from = 0;
    String summary = "";
    for (int i = before.size() - 1; i >= 0 && summary.isEmpty(); i--) {
      summary = summaries.getOrDefault(before.get(i), "");
      from = summary.isEmpty() ? 0 : i + 1;
    }
    from = Math.max(from, before.size() - LATEST);
    return new Recall(summary, read(caller, before.subList(from, before.size())));
  }

  private List<Message> read(Caller caller, List<UUID> path) {
    if (path.isEmpty()) {
      return List.of();
    }
    // served by the primary key
    Map<UUID, Message> found =
        entities
            .createQuery(
                "select m from Message m where m.id in :ids and m.account = :account",
                Message.class)
            .setParameter("ids", path)
            .setParameter("account", caller.account())
            .getResultStream()
            .collect(Collectors.toMap(Message::id, message -> message));
    return path.stream()
        .map(found::get)
        .filter(message -> message != null && !message.text().isBlank())
        .filter(message -> !Message.BLOCKED.equals(message.outcome()))
        .toList();
  }

  private Map<UUID, String> summaries(Caller caller, UUID conversation) throws SQLException {
    // served by summary_conversation
    String sql =
        "select through_id, text from summary where conversation_id = ? and account_id = ?";
    Map<UUID, String> summaries = new HashMap<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, conversation);
      statement.setObject(2, caller.account());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          summaries.put(row.getObject(1, UUID.class), row.getString(2));
        }
      }
    }
    return summaries;
  }

  /** Keeps what everything up to and with a message was summed up to. */
  public void keep(Message through, String summary) throws SQLException {
    // served by the primary key of message; it may have been deleted meanwhile
    String sql =
        """
        insert into summary (through_id, conversation_id, account_id, text, created_at)
        select id, conversation_id, account_id, ?, now() from message where id = ?
        on conflict (through_id) do nothing
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, summary);
      statement.setObject(2, through.id());
      statement.executeUpdate();
    }
  }
}
