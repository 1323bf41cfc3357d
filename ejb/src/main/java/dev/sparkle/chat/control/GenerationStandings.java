package dev.sparkle.chat.control;

import dev.sparkle.identity.entity.Caller;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Where answers stand, on whichever node they run. */
@Stateless
public class GenerationStandings {

  /** An answer that is given, or was. */
  public record Standing(UUID generation, UUID conversation, boolean ended) {}

  @Inject private DataSource database;

  /** An answer of this caller; empty if he has no such. */
  public Optional<Standing> find(Caller caller, UUID generation) throws SQLException {
    // served by the primary key
    String sql =
        """
        select id, conversation_id, outcome is not null from generation
        where id = ? and account_id = ?
        """;
    return query(sql, generation, caller.account()).stream().findFirst();
  }

  /**
   * The answers that run in a conversation of this caller.
   *
   * @return empty if he has no such conversation
   */
  public Optional<List<Standing>> running(Caller caller, UUID conversation) throws SQLException {
    // served by the primary key of conversation
    String own = "select id, id, false from conversation where id = ? and account_id = ?";
    if (query(own, conversation, caller.account()).isEmpty()) {
      return Optional.empty();
    }
    // served by generation_conversation
    String sql =
        """
        select id, conversation_id, false from generation
        where conversation_id = ? and account_id = ? and outcome is null
        """;
    return Optional.of(query(sql, conversation, caller.account()));
  }

  /**
   * An answer of a conversation.
   *
   * @param question its question's message
   * @param answer its own message, which is there once it has ended
   * @param rating {@code up}, {@code down}, or null
   */
  public record Given(UUID generation, UUID question, UUID answer, boolean ended, String rating) {}

  /** The answers of a conversation of this caller. */
  public List<Given> given(Caller caller, UUID conversation) throws SQLException {
    // served by generation_conversation and the primary key of feedback
    String sql =
        """
        select g.id, g.question_id, g.answer_id, g.outcome is not null, f.rating
        from generation g left join feedback f on f.message_id = g.answer_id
        where g.conversation_id = ? and g.account_id = ?
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, conversation);
      statement.setObject(2, caller.account());
      List<Given> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(
              new Given(
                  row.getObject(1, UUID.class),
                  row.getObject(2, UUID.class),
                  row.getObject(3, UUID.class),
                  row.getBoolean(4),
                  row.getString(5)));
        }
      }
      return found;
    }
  }

  private List<Standing> query(String sql, UUID first, UUID second) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, first);
      statement.setObject(2, second);
      List<Standing> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(
              new Standing(
                  row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getBoolean(3)));
        }
      }
      return found;
    }
  }

  /** Those of them that have ended, or are gone. */
  public Set<UUID> ended(Collection<UUID> generations) throws SQLException {
    // served by the primary key
    String sql = "select id from generation where id = any (?) and outcome is null";
    Set<UUID> ended = new HashSet<>(generations);
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("uuid", generations.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          ended.remove(row.getObject(1, UUID.class));
        }
      }
    }
    return ended;
  }

  /**
   * Asks the node that gives an answer to stop it; it looks every second.
   *
   * @return whether there is such a running answer of this caller
   */
  public boolean askToStop(Caller caller, UUID generation) throws SQLException {
    // served by the primary key
    String sql =
        """
        update generation set stop_requested_at = now()
        where id = ? and account_id = ? and outcome is null
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, generation);
      statement.setObject(2, caller.account());
      return statement.executeUpdate() == 1;
    }
  }
}
