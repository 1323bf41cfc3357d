package dev.sparkle.chat.control;

import dev.sparkle.chat.entity.Branch;
import dev.sparkle.chat.entity.Conversation;
import dev.sparkle.chat.entity.Message;
import dev.sparkle.chat.entity.Mode;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.llm.entity.TokenUsage;
import jakarta.annotation.Resource;
import jakarta.ejb.EJBContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Opens and closes generations in PostgreSQL. Question and generation are written together; answer
 * and outcome are written together, by the one node that holds the generation's epoch.
 */
@Stateless
public class GenerationDesk {

  /** What became of the wish to ask. */
  public sealed interface Opening {}

  /** It may be answered; {@code text} is the question's. */
  public record Opened(
      UUID generation, UUID conversation, UUID question, UUID answer, String text, Mode mode)
      implements Opening {}

  /** The same request was taken before. */
  public record AskedBefore(GenerationStandings.Standing standing) implements Opening {}

  /** There is no such conversation of this caller. */
  public record UnknownConversation() implements Opening {}

  /** The conversation has no such message, or none to which this can be done. */
  public record UnknownMessage() implements Opening {}

  @Inject private DataSource database;

  @PersistenceContext(unitName = "sparkle")
  private EntityManager entities;

  @Resource private EJBContext transaction;

  @Inject
  @ConfigProperty(name = "sparkle.node")
  private String node;

  /**
   * Takes a question.
   *
   * @param requestId the client's id of it; asking twice with the same id opens one generation
   * @param conversation null: that of the branch's message; without one, a new conversation
   * @param text of no account where an answer is asked for again
   * @param lease how long this node may be silent before another ends the generation
   */
  public Opening open(
      Caller caller,
      String requestId,
      UUID conversation,
      String text,
      Branch branch,
      Mode mode,
      Duration lease)
      throws SQLException {
    Optional<Opening> before = askedBefore(caller, requestId);
    if (before.isPresent()) {
      return before.get();
    }
    Optional<Message> named =
        QuestionPlace.named(branch).map(id -> entities.find(Message.class, id));
    boolean names = QuestionPlace.named(branch).isPresent();
    if (names && named.filter(each -> each.account().equals(caller.account())).isEmpty()) {
      return new UnknownMessage();
    }
    UUID known =
        conversation == null ? named.map(Message::conversation).orElse(null) : conversation;
    if (named.isPresent() && !named.get().conversation().equals(known)) {
      return new UnknownMessage();
    }
    Instant now = now();
    Conversation place;
    if (known == null) {
      place =
          new Conversation(UUID.randomUUID(), caller.account(), Conversation.titleOf(text), now);
      entities.persist(place);
    } else {
      place = entities.find(Conversation.class, known);
      if (place == null || !place.account().equals(caller.account())) {
        return new UnknownConversation();
      }
      place.touch(now);
    }
    Optional<Message> question =
        new QuestionPlace(entities, place, caller.account(), now).question(branch, named, text);
    if (question.isEmpty()) {
      transaction.setRollbackOnly();
      return new UnknownMessage();
    }
    entities.flush();
    Opened opened =
        new Opened(
            UUID.randomUUID(),
            place.id(),
            question.get().id(),
            UUID.randomUUID(),
            question.get().text(),
            mode);
    if (!insert(opened, caller, requestId, lease)) {
      // somebody with the same request id was faster
      transaction.setRollbackOnly();
      return askedBefore(caller, requestId).orElseThrow();
    }
    return opened;
  }

  /** The database's time: messages of one conversation may come from nodes whose clocks differ. */
  private Instant now() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement("select clock_timestamp()");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  private Optional<Opening> askedBefore(Caller caller, String requestId) throws SQLException {
    // served by generation_request
    String sql =
        """
        select id, conversation_id, outcome is not null from generation
        where account_id = ? and request_id = ?
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, caller.account());
      statement.setString(2, requestId);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new AskedBefore(
                    new GenerationStandings.Standing(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getBoolean(3))))
            : Optional.empty();
      }
    }
  }

  private boolean insert(Opened opened, Caller caller, String requestId, Duration lease)
      throws SQLException {
    // served by generation_request; leases are by the database's clock, which all nodes share
    String sql =
        """
        insert into generation (id, account_id, conversation_id, request_id, question_id,
                                answer_id, node, lease_until, started_at)
        values (?, ?, ?, ?, ?, ?, ?, now() + ? * interval '1 ms', now())
        on conflict (account_id, request_id) do nothing
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, opened.generation());
      statement.setObject(2, caller.account());
      statement.setObject(3, opened.conversation());
      statement.setString(4, requestId);
      statement.setObject(5, opened.question());
      statement.setObject(6, opened.answer());
      statement.setString(7, node);
      statement.setLong(8, lease.toMillis());
      return statement.executeUpdate() == 1;
    }
  }

  /**
   * Keeps an answer and its outcome.
   *
   * @param firstWordsMillis from the question to the first words; null: there were none
   * @return false if the generation was ended before, by this node or by another
   */
  public boolean close(
      Opened opened,
      Caller caller,
      String text,
      List<Citation> citations,
      String outcome,
      TokenUsage usage,
      Integer firstWordsMillis)
      throws SQLException {
    // served by the primary key
    String sql =
        """
        update generation
        set outcome = ?, ended_at = now(), input_tokens = ?, output_tokens = ?, cost_micros = ?,
            first_words_ms = ?
        where id = ? and node = ? and epoch = 1 and outcome is null
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, outcome);
      statement.setLong(2, usage.inputTokens());
      statement.setLong(3, usage.outputTokens());
      statement.setLong(4, usage.costMicros());
      statement.setObject(5, firstWordsMillis, Types.INTEGER);
      statement.setObject(6, opened.generation());
      statement.setString(7, node);
      if (statement.executeUpdate() == 0) {
        return false;
      }
    }
    Instant now = now();
    if (outcome.equals(Message.BLOCKED)) {
      refuse(opened);
    }
    Conversation place = entities.find(Conversation.class, opened.conversation());
    if (place == null) {
      // the learner deleted the conversation meanwhile: there is nothing to keep
      return true;
    }
    place.touch(now);
    entities.persist(
        Message.answer(
            opened.answer(),
            opened.conversation(),
            caller.account(),
            opened.question(),
            opened.mode(),
            text,
            citations,
            outcome,
            now));
    return true;
  }

  /** A refused question is no part of what a model hears later. */
  private void refuse(Opened opened) throws SQLException {
    // served by the primary key and message_order; one that was answered before stays
    String sql =
        """
        update message set outcome = 'blocked'
        where id = ? and not exists (
          select from message answer
          where answer.conversation_id = message.conversation_id
            and answer.parent_id = message.id and answer.outcome = 'done')
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, opened.question());
      statement.executeUpdate();
    }
  }

  /**
   * Says that this node is still at work on these generations.
   *
   * @return those that are still its own, and whether they are to stop; another node has ended the
   *     others
   */
  public Map<UUID, Boolean> renew(Collection<UUID> generations, Duration lease)
      throws SQLException {
    // served by the primary key
    String sql =
        """
        update generation set lease_until = now() + ? * interval '1 ms'
        where id = any (?) and node = ? and outcome is null
        returning id, stop_requested_at is not null
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, lease.toMillis());
      statement.setArray(2, connection.createArrayOf("uuid", generations.toArray()));
      statement.setString(3, node);
      Map<UUID, Boolean> own = new HashMap<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          own.put(row.getObject(1, UUID.class), row.getBoolean(2));
        }
      }
      return own;
    }
  }

  /** An answer that was ended because its node went silent. */
  public record Orphan(UUID generation, UUID conversation, UUID answer) {}

  /** Ends generations whose node went silent, as failed. */
  public List<Orphan> endOrphans() throws SQLException {
    // served by generation_running; the epoch keeps the silent node from writing later
    String sql =
        """
        with orphan as (
          update generation set outcome = 'failed', ended_at = now(), epoch = epoch + 1
          where outcome is null and lease_until < now()
          returning id, answer_id, conversation_id, account_id, question_id),
        kept as (
          insert into message (id, conversation_id, account_id, role, text, outcome, created_at,
                               parent_id)
          select answer_id, conversation_id, account_id, 'tutor', '', 'failed', now(), question_id
          from orphan)
        select id, conversation_id, answer_id from orphan
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      List<Orphan> orphans = new ArrayList<>();
      while (row.next()) {
        orphans.add(
            new Orphan(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class)));
      }
      return orphans;
    }
  }
}
