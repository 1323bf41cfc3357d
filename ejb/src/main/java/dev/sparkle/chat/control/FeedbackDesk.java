package dev.sparkle.chat.control;

import dev.sparkle.identity.entity.Caller;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** Keeps what learners think of answers; the latest word of each counts. */
@Stateless
public class FeedbackDesk {

  /** What a learner thinks of an answer. */
  public enum Rating {
    UP,
    DOWN
  }

  @Inject private DataSource database;

  /**
   * Keeps a rating.
   *
   * @param comment null: none
   * @return false if the caller has no such answer
   */
  public boolean rate(Caller caller, UUID message, Rating rating, String comment)
      throws SQLException {
    // both tables by their primary keys
    String sql =
        """
        insert into feedback (message_id, account_id, rating, comment, created_at)
        select id, account_id, ?, ?, now() from message
        where id = ? and account_id = ? and role = 'tutor'
        on conflict (message_id) do update
        set rating = excluded.rating, comment = excluded.comment, created_at = excluded.created_at
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, rating.name().toLowerCase(java.util.Locale.ROOT));
      statement.setString(2, comment);
      statement.setObject(3, message);
      statement.setObject(4, caller.account());
      return statement.executeUpdate() == 1;
    }
  }
}
