package dev.sparkle.quota.control;

import dev.sparkle.identity.entity.AccountRemoved;
import dev.sparkle.quota.entity.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The budget that an operator gave to one account goes with it. What the account used stays in the
 * ledger: it was spent, whoever is gone.
 */
@ApplicationScoped
public class OwnBudgets {

  @Inject private DataSource database;

  void forget(@Observes AccountRemoved gone) throws SQLException {
    // served by the primary key
    try (Connection connection = database.getConnection();
        PreparedStatement delete =
            connection.prepareStatement("delete from quota_budget where scope = ?")) {
      delete.setString(1, new Scope(Scope.Kind.ACCOUNT, gone.account().toString()).key());
      delete.executeUpdate();
    }
  }
}
