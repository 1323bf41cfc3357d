package dev.sparkle.safety.control.guardian;

import dev.sparkle.audit.control.AuditLog;
import dev.sparkle.audit.entity.AuditEvent;
import dev.sparkle.identity.control.Pseudonyms;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.safety.entity.GuardianEvent;
import dev.sparkle.task.control.TaskQueue;
import dev.sparkle.task.entity.TaskRequest;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Severe events, and who has looked at them. A guardian sees those of the classes and learners that
 * he was put in charge of; one who was never put in charge of any sees all, as operators do.
 */
@Stateless
public class Guardians {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Inject private DataSource database;

  @Inject private CurrentSettings settings;
  @Inject private Clock clock;
  @Inject private AuditLog audit;
  @Inject private Pseudonyms pseudonyms;
  @Inject private TaskQueue queue;

  @Inject
  @ConfigProperty(name = "sparkle.node")
  private String node;

  private final GuardianEvents events = new GuardianEvents();

  /**
   * Notes an event, and in the same transaction that the webhook, and whoever is in charge of the
   * learner, are to be told.
   */
  public void raise(UUID account, UUID generation, String kind, Instant at) throws SQLException {
    boolean deliver = settings.get().guardian().webhookUrl().isPresent();
    try (Connection connection = database.getConnection()) {
      events
          .raise(connection, account, generation, kind, node, at, deliver)
          .ifPresent(
              event ->
                  queue.submit(
                      TaskRequest.of(GuardianLetters.TASK, new GuardianLetters.Wanted(event))));
    }
  }

  /**
   * The events that the caller sees, the latest first.
   *
   * @param openOnly only those that nobody has looked at
   * @param before only those before that moment and id
   * @throws SecurityException if the caller is neither guardian nor operator
   */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public List<GuardianEvent> list(
      Caller caller, boolean openOnly, Instant before, UUID beforeId, int limit)
      throws SQLException {
    requireCharge(caller);
    try (Connection connection = database.getConnection()) {
      return events.list(
          connection,
          caller.account(),
          caller.has(Role.OPERATOR),
          openOnly,
          before,
          beforeId,
          limit);
    }
  }

  /**
   * Notes that the caller has looked at it. It is recorded before it is done.
   *
   * @return whether there is such an event that he sees
   * @throws SecurityException if the caller is neither guardian nor operator
   */
  public boolean acknowledge(Caller caller, UUID event) throws SQLException {
    requireCharge(caller);
    audit.recordDurably(
        AuditEvent.operator(
            pseudonyms.of(caller.account()), "guardian.acknowledge", "event:" + event),
        PATIENCE);
    try (Connection connection = database.getConnection()) {
      return events.acknowledge(
          connection, event, caller.account(), caller.has(Role.OPERATOR), clock.instant());
    }
  }

  private static void requireCharge(Caller caller) {
    if (!caller.has(Role.GUARDIAN) && !caller.has(Role.OPERATOR)) {
      throw new SecurityException("only guardians and operators see severe events");
    }
  }
}
