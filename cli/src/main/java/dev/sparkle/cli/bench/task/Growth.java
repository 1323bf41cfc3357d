package dev.sparkle.cli.bench.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Consumer;

/** 10. The same with a million ended tasks and a million that wait. */
final class Growth implements Scenario {

  private static final int MANY = 20_000;

  /**
   * Half of those that wait are due tomorrow, half are in a queue that nobody works on: both lie in
   * the table and the indexes that are claimed from.
   */
  private static final String[] FILL = {
    """
    insert into task (id, type, queue, lane, state, run_at, max_attempts, payload)
      select gen_random_uuid(), 'bench.peer', case n % 2 when 0 then 'default' else 'other' end, 1,
             (case n % 2 when 0 then 'scheduled' else 'queued' end)::task_state,
             now() + interval '1 day' * ((n + 1) % 2), 1, '{"id": "g.1", "kind": "n"}'
      from generate_series(1, 1000000) n
    """,
    """
    insert into task_done (id, type, queue, lane, state, run_at, submitted_at, attempt,
                           max_attempts, progress, payload)
      select gen_random_uuid(), 'bench.peer', 'default', 1, 'succeeded', now(), now(), 1, 1, 1,
             '{"id": "g.1", "kind": "n"}'
      from generate_series(1, 1000000)
    """,
    "vacuum analyze task",
    "vacuum analyze task_done"
  };

  private static final String EMPTY =
      "delete from task where queue = 'other' or run_at > now() + interval '1 hour'";

  private record Rates(double many, double single, double start) {}

  @Override
  public String title() {
    return "10. with a million ended and a million waiting tasks";
  }

  @Override
  public void run(Session session, Consumer<Figure> told)
      throws IOException, InterruptedException, SQLException {
    Rates empty = rates(session);
    session.store().execute(FILL);
    session.run(MANY, session.prefix(), "bulk", Map.of());
    Rates full = rates(session);
    session.store().execute(EMPTY, "truncate task_done", "vacuum task");
    told.accept(
        Figure.under("20,000 no-ops, slower by", 100 * (1 - full.many() / empty.many()), "%", 20));
    told.accept(
        Figure.under(
            "1,000 single calls, slower by", 100 * (1 - full.single() / empty.single()), "%", 20));
    told.accept(
        Figure.under(
            "one by one, p50, slower by", 100 * (full.start() / empty.start() - 1), "%", 20));
  }

  private static Rates rates(Session session) throws IOException, InterruptedException {
    double many = Throughput.median(session, MANY, "bulk", Map.of()).handled();
    double single = Throughput.median(session, 1000, "single", Map.of("conc", 10)).handled();
    JsonNode one = session.run(300, session.prefix(), "single", Map.of("conc", 1));
    return new Rates(many, single, one.get("p50").asDouble());
  }
}
