package dev.sparkle.operations.control;

import dev.sparkle.operations.entity.AnswerUnderWay;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** The answers that run now, on all nodes. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AnswersUnderWay {

  /** Index generation_running, account_pseudonym_pkey. */
  private static final String RUNNING =
      """
      select g.id, g.node, g.started_at, p.pseudonym, g.stop_requested_at is not null as stopping
      from generation g left join account_pseudonym p on p.account_id = g.account_id
      where g.outcome is null order by g.started_at limit ?
      """;

  @Inject private DataSource database;

  /** The oldest first, since these may hang; at most so many. */
  public List<AnswerUnderWay> list(int most) throws SQLException {
    List<AnswerUnderWay> running = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(RUNNING)) {
      statement.setInt(1, most);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          running.add(
              new AnswerUnderWay(
                  row.getObject("id", UUID.class),
                  row.getString("node"),
                  row.getObject("started_at", OffsetDateTime.class).toInstant(),
                  row.getString("pseudonym"),
                  row.getBoolean("stopping")));
        }
      }
    }
    return running;
  }
}
