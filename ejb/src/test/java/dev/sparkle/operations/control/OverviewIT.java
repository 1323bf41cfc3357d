package dev.sparkle.operations.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sparkle.knowledge.control.ScratchDatabase;
import dev.sparkle.operations.entity.Overview;
import dev.sparkle.operations.entity.Overview.Point;
import dev.sparkle.operations.entity.Span;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Adding up on a real PostgreSQL. */
class OverviewIT {

  private ScratchDatabase database;

  @BeforeEach
  void open() throws Exception {
    database = new ScratchDatabase();
    database.run(
        """
        insert into account (id, kind, display_name, roles, created_at)
        values ('00000000-0000-7000-8000-0000000000aa', 'guest', 'Ann', '{learner}', now());
        insert into conversation values ('00000000-0000-7000-8000-0000000000ab',
          '00000000-0000-7000-8000-0000000000aa', 'x', now(), now());
        """);
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  private void answer(String ago, String outcome, int firstWords) throws Exception {
    database.run(
        """
        insert into generation (id, account_id, conversation_id, request_id, question_id, answer_id,
          node, lease_until, outcome, started_at, ended_at, input_tokens, output_tokens,
          cost_micros, first_words_ms)
        select gen_random_uuid(), '00000000-0000-7000-8000-0000000000aa',
          '00000000-0000-7000-8000-0000000000ab', gen_random_uuid()::text, gen_random_uuid(),
          gen_random_uuid(), 'n', now(), '%s', t, t + interval '2 s', 30, 12, 7, %d
        from (select date_trunc('minute', now()) - interval '%s' as t) x
        """
            .formatted(outcome, firstWords, ago));
  }

  private void task(String ago, String state, String waited) throws Exception {
    database.run(
        """
        insert into task_done (id, type, queue, lane, state, run_at, submitted_at, attempt,
          max_attempts, started_at, ended_at, progress, payload)
        select gen_random_uuid(), 'x', 'q', 1, '%s', t, t, 1, 5, t + interval '%s',
          t + interval '%s', 1, '{}'
        from (select date_trunc('minute', now()) - interval '%s' as t) x
        """
            .formatted(state, waited, waited, ago));
  }

  private Overview read(Span span) throws Exception {
    try (Connection connection = database.dataSource().getConnection()) {
      return OverviewRows.read(
          connection,
          span,
          Instant.parse(
              database.query(
                  "select to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")));
    }
  }

  private static Point minutesAgo(Overview overview, int minutes) {
    Instant at = overview.at().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(minutes));
    return overview.points().stream()
        .filter(each -> each.at().equals(at))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void addsUpEachMinuteOfTheHourAndLeavesNoneOut() throws Exception {
    answer("10 minutes", "done", 100);
    answer("10 minutes", "failed", 300);
    answer("9 minutes", "blocked", 50);
    answer("61 minutes", "done", 900);
    task("10 minutes", "succeeded", "1 second");
    task("10 minutes", "dead", "3 seconds");

    Overview overview = read(Span.HOUR);

    assertEquals(60, overview.points().size());
    assertEquals(3, overview.points().stream().mapToLong(Point::answers).sum());
    Point point = minutesAgo(overview, 10);
    assertEquals(2, point.answers());
    assertEquals(1, point.failed());
    assertEquals(290, point.firstWordsMillis());
    assertEquals(2000, point.answerMillis());
    assertEquals(84, point.tokens());
    assertEquals(14, point.costMicros());
    assertEquals(2, point.tasks());
    assertEquals(1, point.dead());
    assertEquals(2900, point.waitMillis());
    assertEquals(1, minutesAgo(overview, 9).blocked());
    Point empty = minutesAgo(overview, 30);
    assertEquals(0, empty.answers());
    assertNull(empty.firstWordsMillis());
    assertNull(empty.waitMillis());
  }

  @Test
  void looksBackForAWeekAndTellsTheLastMinutesApart() throws Exception {
    answer("6 days", "done", 100);
    answer("1 minute", "failed", 400);
    answer("1 minute", "done", 200);
    database.run("update generation set outcome = null where first_words_ms = 100");

    Overview overview = read(Span.WEEK);

    assertEquals(84, overview.points().size());
    assertEquals(3, overview.points().stream().mapToLong(Point::answers).sum());
    assertEquals(0.4, overview.now().answersPerMinute());
    assertEquals(0.5, overview.now().failedShare());
    assertEquals(390, overview.now().firstWordsMillis());
    assertEquals(1, overview.now().running());
  }
}
