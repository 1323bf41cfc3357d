package dev.sparkle.safety.control.review;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.safety.control.input.InputJudge;
import dev.sparkle.safety.control.input.InputPolicies;
import dev.sparkle.safety.control.output.SensitiveScanner;
import dev.sparkle.safety.entity.SafetyCounts;
import dev.sparkle.safety.entity.SafetyEvent;
import dev.sparkle.safety.entity.SafetyExample;
import dev.sparkle.safety.entity.SafetyFilter;
import dev.sparkle.safety.entity.SensitiveKind;
import dev.sparkle.safety.entity.SensitiveSpan;
import dev.sparkle.safety.entity.Verdict;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * What the layers decided, for people who look whether it was right. What they mark is kept beside
 * the record, which never changes. No learner's words are here: an example for the evaluation set
 * is written by whoever marks, in words of his own.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SafetyReview {

  /** Enough for years; an evaluation reads some thousands a second. */
  public static final int MOST_EXAMPLES = 20_000;

  /** What became of a mark. */
  public sealed interface Marking {}

  /**
   * It is kept.
   *
   * @param today what layer 1 thinks of the example now; empty: there is none
   */
  public record Marked(Optional<Verdict> today) implements Marking {}

  /** There is no such event. */
  public record NoSuchEvent() implements Marking {}

  /** Examples are of what goes to a model: only events of layer 1 can have one. */
  public record NotOfTheInput() implements Marking {}

  /** The example names somebody, or holds a secret. */
  public record Personal(Set<String> kinds) implements Marking {}

  @Inject private DataSource database;

  @Inject private InputJudge judge;
  @Inject private InputPolicies policies;

  /** The events that fit, the latest first. */
  public List<SafetyEvent> list(SafetyFilter filter, Optional<EventPlace> after, int limit)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      return EventRows.list(connection, filter, after, limit);
    }
  }

  /** How often for what, since then. */
  public SafetyCounts counts(Instant since) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return EventRows.counts(connection, since);
    }
  }

  /**
   * Keeps what somebody thinks of an event.
   *
   * @param example a sentence of his own that shows the same; null: none
   * @param language of it, e.g. {@code en}
   */
  public Marking mark(
      Caller caller, String chain, long seq, boolean falseAlarm, String example, String language)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      Optional<String> layer = MarkRows.layer(connection, chain, seq);
      if (layer.isEmpty()) {
        return new NoSuchEvent();
      }
      if (example != null && !layer.get().equals("input")) {
        return new NotOfTheInput();
      }
      Set<String> kinds = example == null ? Set.of() : personal(example);
      if (!kinds.isEmpty()) {
        return new Personal(kinds);
      }
      MarkRows.put(connection, chain, seq, falseAlarm, example, language, caller.account());
      return new Marked(
          Optional.ofNullable(example).map(text -> judge.judge(text, policies.usual())));
    }
  }

  private static Set<String> personal(String example) {
    return SensitiveScanner.shipped().scan(example).stream()
        .map(SensitiveSpan::kind)
        .map(SensitiveKind::code)
        .collect(Collectors.toCollection(java.util.TreeSet::new));
  }

  /**
   * Takes a mark back, with its example.
   *
   * @return whether there was one
   */
  public boolean unmark(String chain, long seq) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return MarkRows.remove(connection, chain, seq);
    }
  }

  /** The oldest first; at most {@value #MOST_EXAMPLES}. */
  public List<SafetyExample> examples() throws SQLException {
    try (Connection connection = database.getConnection()) {
      return MarkRows.examples(connection, MOST_EXAMPLES);
    }
  }
}
