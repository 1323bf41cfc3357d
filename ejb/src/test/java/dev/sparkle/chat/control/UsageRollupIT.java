package dev.sparkle.chat.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.chat.control.UsageRollup.Usage;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.knowledge.control.ScratchDatabase;
import dev.sparkle.task.control.jobs.Fence;
import dev.sparkle.task.control.jobs.FencedException;
import dev.sparkle.task.control.jobs.JobRuns;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What accounts used, day by day in UTC, and which day is next. */
class UsageRollupIT {

  private static final LocalDate DAY = LocalDate.parse("2026-03-01");

  private ScratchDatabase database;
  private JobRuns runs;
  private UsageRollup rollup;
  private Caller ann;
  private Caller bob;

  @BeforeEach
  void open() throws Exception {
    database = new ScratchDatabase();
    runs = new JobRuns(database.dataSource());
    rollup = new UsageRollup(database.dataSource());
    ann = database.newCaller(Role.LEARNER);
    bob = database.newCaller(Role.LEARNER);
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void addsUpADayAsOftenAsOneLikes() throws Exception {
    answer(ann, "2026-02-28 23:59:59+00", "done", 1);
    answer(ann, "2026-03-01 00:00:00+00", "done", 10);
    answer(ann, "2026-03-01 23:59:59+00", "failed", 20);
    answer(bob, "2026-03-01 12:00:00+00", "blocked", 40);
    answer(bob, "2026-03-02 00:00:00+00", "done", 80);

    for (int time = 0; time < 2; time++) {
      List<Usage> all = rollup.addUp(DAY, null, 10);
      assertEquals(2, all.size());
      assertEquals(all.subList(1, 2), rollup.addUp(DAY, all.get(0).account(), 10));
      rollup.write(fence(), all);
    }

    assertEquals(
        "2 1 30",
        database.query(
            "select answers || ' ' || failed || ' ' || output_tokens from usage_day"
                + " where account_id = '%s'".formatted(ann.account())));
    assertEquals("1", database.query("select blocked from usage_day where answers = 1"));
    assertEquals("2", database.query("select count(*) from usage_day"));
  }

  @Test
  void beginsBehindTheLastDayThatIsComplete() throws Exception {
    assertTrue(rollup.begin().isEmpty());
    answer(ann, "2026-03-01 12:00:00+00", "done", 1);
    assertEquals(DAY, rollup.begin().orElseThrow());

    rollup.complete(fence(), DAY, DAY.plusDays(3));

    assertEquals(DAY.plusDays(4), rollup.begin().orElseThrow());
  }

  @Test
  void comesBackToADayThatWasLeftHalfDone() throws Exception {
    answer(ann, "2026-03-01 12:00:00+00", "done", 1);
    answer(bob, "2026-03-01 12:00:00+00", "done", 1);

    rollup.write(fence(), rollup.addUp(DAY, null, 1));

    assertEquals(DAY, rollup.begin().orElseThrow());
  }

  @Test
  void daysAskedForByHandLeaveNoGap() throws Exception {
    answer(ann, "2026-03-01 12:00:00+00", "done", 1);
    rollup.complete(fence(), DAY.plusDays(5), DAY.plusDays(6));
    assertEquals(DAY, rollup.begin().orElseThrow(), "before the first days were added up");

    rollup.complete(fence(), DAY, DAY.plusDays(1));
    rollup.complete(fence(), DAY.plusDays(5), DAY.plusDays(6));
    assertEquals(DAY.plusDays(2), rollup.begin().orElseThrow(), "beyond days that are missing");

    rollup.complete(fence(), DAY, DAY);
    assertEquals(DAY.plusDays(2), rollup.begin().orElseThrow(), "an old day once more");

    rollup.complete(fence(), DAY.plusDays(2), DAY.plusDays(6));
    assertEquals(DAY.plusDays(7), rollup.begin().orElseThrow());
  }

  @Test
  void aDayThatIsNotOverIsAddedUpAgain() throws Exception {
    LocalDate today = LocalDate.parse(database.query("select (now() at time zone 'UTC')::date"));
    answer(ann, today + " 00:00:00+00", "done", 1);

    rollup.complete(fence(), today, today.plusDays(2));

    assertEquals(today, rollup.begin().orElseThrow());
  }

  @Test
  void lateRunWritesNothing() throws Exception {
    answer(ann, "2026-03-01 12:00:00+00", "done", 1);
    UUID task = UUID.randomUUID();
    Fence late = runs.take(task, "usage-rollup").fence();
    runs.take(task, "usage-rollup");
    List<Usage> sums = rollup.addUp(DAY, null, 10);

    assertThrows(FencedException.class, () -> rollup.write(late, sums));
    assertThrows(FencedException.class, () -> rollup.complete(late, DAY, DAY));

    assertEquals("0", database.query("select count(*) from usage_day"));
    assertEquals("0", database.query("select count(*) from usage_rollup"));
  }

  private Fence fence() {
    return runs.take(UUID.randomUUID(), "usage-rollup").fence();
  }

  private void answer(Caller caller, String ended, String outcome, int tokens) throws Exception {
    database.run(
        """
        with c as (
          insert into conversation (id, account_id, title, created_at, updated_at)
          values (gen_random_uuid(), '%1$s', 'A talk', now(), now()) returning id)
        insert into generation (id, account_id, conversation_id, request_id, question_id,
                                answer_id, node, lease_until, outcome, started_at, ended_at,
                                input_tokens, output_tokens, cost_micros)
        select gen_random_uuid(), '%1$s', id, gen_random_uuid()::text, gen_random_uuid(),
          gen_random_uuid(), 'node-1', now(), '%2$s', '%3$s', '%3$s', %4$d, %4$d, 0
        from c
        """
            .formatted(caller.account(), outcome, ended, tokens));
  }
}
