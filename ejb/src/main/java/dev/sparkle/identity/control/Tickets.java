package dev.sparkle.identity.control;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Origin;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.identity.entity.Ticket;
import dev.sparkle.platform.control.CurrentSettings;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Tickets open a socket: a browser cannot send its token with the upgrade. They live in PostgreSQL,
 * so that any node takes them, with Redis or without.
 */
@Stateless
public class Tickets {

  @Inject private DataSource database;

  @Inject private CurrentSettings settings;
  @Inject private SignIns signIns;

  /**
   * A ticket for one socket of the caller.
   *
   * @param origin the page that asked for it; null if it was no page
   */
  public Ticket issue(Caller caller, String origin) throws SQLException {
    String value = Secret.create();
    // served by the primary key; times are the database's, which all nodes share
    String sql =
        """
        insert into chat_ticket (hash, account_id, origin, expires_at)
        values (?, ?, ?, now() + ? * interval '1 ms')
        returning expires_at
        """;
    try (Connection connection = database.getConnection()) {
      forgetExpired(connection);
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setBytes(1, Secret.hash(value));
        statement.setObject(2, caller.account());
        statement.setString(3, origin);
        statement.setLong(4, settings.get().chat().ticketLifetime().toMillis());
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          return new Ticket(value, row.getObject(1, OffsetDateTime.class).toInstant());
        }
      }
    }
  }

  /**
   * Takes a ticket; it is gone afterwards, whatever the answer.
   *
   * @param origin the page that opens the socket; null if it is no page
   * @return whose it is; empty if it is unknown, used, expired, of another page, or if its account
   *     is disabled; a guest's address is the boundary's to add
   */
  public Optional<Caller> redeem(String value, String origin) throws SQLException {
    // served by the primary keys and class_member_account; deleting makes it single use on every
    // node
    String sql =
        """
        with taken as (
          delete from chat_ticket where hash = ? returning account_id, origin, expires_at)
        select taken.account_id, taken.origin, taken.expires_at > now(), account.roles,
               account.kind = 'guest',
               array(select m.class_id from class_member m
                     where m.account_id = account.id and m.part <> 'guardian')
        from taken join account on account.id = taken.account_id
        where account.disabled_at is null
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setBytes(1, Secret.hash(value));
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next() || !Objects.equals(origin, row.getString(2)) || !row.getBoolean(3)) {
          signIns.refused("ticket_invalid");
          return Optional.empty();
        }
        Set<Role> roles =
            Stream.of((String[]) row.getArray(4).getArray())
                .map(Role::of)
                .collect(Collectors.toSet());
        Origin from = row.getBoolean(5) ? Origin.guest(null) : Origin.ACCOUNT;
        return Optional.of(
            new Caller(
                row.getObject(1, UUID.class),
                roles,
                Set.of((UUID[]) row.getArray(6).getArray()),
                from));
      }
    }
  }

  private void forgetExpired(Connection connection) throws SQLException {
    // served by chat_ticket_expiry
    try (PreparedStatement statement =
        connection.prepareStatement("delete from chat_ticket where expires_at < now()")) {
      statement.executeUpdate();
    }
  }
}
