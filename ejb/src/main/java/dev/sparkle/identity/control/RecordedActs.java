package dev.sparkle.identity.control;

import dev.sparkle.audit.control.AuditLog;
import dev.sparkle.audit.entity.AuditEvent;
import dev.sparkle.platform.control.Acts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;

/** Records acts in this node's audit chain, their authors under their pseudonyms. */
@ApplicationScoped
public class RecordedActs implements Acts {

  /** Longer than a record takes to be written, unless the database is away. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final AuditLog log;
  private final Pseudonyms pseudonyms;

  /** For the container's proxy. */
  protected RecordedActs() {
    this(null, null);
  }

  @Inject
  public RecordedActs(AuditLog log, Pseudonyms pseudonyms) {
    this.log = log;
    this.pseudonyms = pseudonyms;
  }

  @Override
  public void record(UUID account, String action, String object) {
    log.recordDurably(AuditEvent.operator(pseudonyms.of(account), action, object), PATIENCE);
  }
}
