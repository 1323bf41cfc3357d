package dev.sparkle.it;

import java.util.UUID;

/** Two hours of answers and tasks, put into the nodes' database as they would have left them. */
final class PlantedHours implements AutoCloseable {

  private final Sql sql = new Sql(Lab.database());
  private final UUID account = UUID.randomUUID();
  private final String queue;

  /**
   * Plants them.
   *
   * @param queue of the tasks, of which some are dead
   */
  PlantedHours(String queue, int answers, int tasks) {
    this.queue = queue;
    sql.run(
        """
        insert into account (id, kind, display_name, roles, created_at)
        values ('%1$s', 'guest', 'Planted', '{learner}', now());
        insert into conversation values ('%1$s', '%1$s', 'x', now(), now())
        """,
        account);
    // more of them lately, as on a school's morning
    sql.run(
        """
        insert into generation (id, account_id, conversation_id, request_id, question_id, answer_id,
          node, lease_until, outcome, started_at, ended_at, input_tokens, output_tokens,
          cost_micros, first_words_ms)
        select gen_random_uuid(), '%1$s', '%1$s', 'r' || g, gen_random_uuid(), gen_random_uuid(),
          'model', now(), case when g %% 23 = 0 then 'blocked' when g %% 190 = 0 then 'failed'
          else 'done' end, s, s + (2 + (g * 7919 %% 100) / 40.0) * interval '1 s', 900, 300, 1200,
          220 + g * 7919 %% 250
        from (select g, now() - (power((g * 104729 %% 10007) / 10007.0, 1.6) * 7000 + 8)
                * interval '1 s' as s from generate_series(1, %2$d::bigint) g) x
        """,
        account, answers);
    sql.run(
        """
        insert into task_done (id, type, queue, lane, state, run_at, submitted_at, attempt,
          max_attempts, started_at, ended_at, progress, payload, error)
        select gen_random_uuid(), (array['material.ingest', 'conversation.summarise',
            'account.export'])[1 + g %% 3], '%s', 1,
          (case when g %% 311 = 0 then 'dead' else 'succeeded' end)::task_state, s, s,
          case when g %% 311 = 0 then 5 when g %% 19 = 0 then 2 else 1 end, 5,
          s + (g * 31 %% 300) * interval '1 ms', s + (300 + g * 7919 %% 4000) * interval '1 ms', 1,
          '{"material": "m-17"}', case when g %% 311 = 0 then
          'java.net.ConnectException: the model''s server refused the connection' end
        from (select g, now() - ((g * 104729 %% 10007) / 10007.0 * 7000 + 8) * interval '1 s' as s
              from generate_series(1, %d::bigint) g) x
        """,
        queue, tasks);
    sql.run("analyze generation; analyze task_done");
  }

  String queue() {
    return queue;
  }

  @Override
  public void close() {
    sql.run("delete from task_done where queue = '%s'", queue);
    sql.run("delete from account where id = '%s'", account);
  }
}
