package dev.sparkle.audit.control;

import dev.sparkle.audit.entity.AuditRecord;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Reads the audit record, page by page. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AuditPages {

  @Inject private DataSource database;

  /** The records that fit, the latest first, at most so many. */
  public List<AuditRecord> list(AuditFilter filter, int limit) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return new AuditReading().list(connection, filter, limit);
    }
  }
}
