package dev.sparkle.cli.bench.task;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** All scenarios, one after another; goals are those of docs/performance.md. */
final class TaskBench {

  private static final int CALLERS = 10;
  private static final int THOUSAND = 1000;
  private static final int MANY = 20_000;

  /** In a queue that nobody works on, in the same table. */
  private static final String FILL =
      """
      insert into task (id, type, queue, lane, state, run_at, max_attempts, payload)
        select gen_random_uuid(), 'noop', 'other', 1, 'queued', now(), 1, '{"number": 1}'
        from generate_series(1, 1000000);
      insert into task_done (id, type, queue, lane, state, run_at, submitted_at, attempt,
                             max_attempts, progress, payload)
        select gen_random_uuid(), 'noop', 'default', 1, 'succeeded', now(), now(), 1, 1, 1,
               '{"number": 1}'
        from generate_series(1, 1000000)
      """;

  private final DataSource database;
  private final Consumer<Figure> told;
  private final BenchHandlers handlers = new BenchHandlers();

  /**
   * A bench.
   *
   * @param database with the queue's tables, empty
   * @param told hears each figure as it is there
   */
  TaskBench(DataSource database, Consumer<Figure> told) {
    this.database = database;
    this.told = told;
  }

  void run(boolean growth) throws InterruptedException, SQLException {
    try (TaskRig rig = new TaskRig(database, CALLERS, handlers.all())) {
      rig.start();
      Throughput throughput = new Throughput(rig.queue(), handlers, database);
      warm(throughput);
      throughput(throughput);
      few(new Scenarios(rig.queue(), handlers));
      if (growth) {
        growth(throughput);
      }
    }
    try (TaskRig rig = new TaskRig(database, 4, handlers.all())) {
      rig.start();
      int last = new Scenarios(rig.queue(), handlers).lastHigh();
      told.accept(Figure.under("priorities: last of 50 high at", last, "", 54));
    }
  }

  private static void warm(Throughput throughput) throws InterruptedException, SQLException {
    for (int round = 0; round < 3; round++) {
      throughput.bulk(MANY);
      throughput.single(5 * THOUSAND, CALLERS);
    }
  }

  private void throughput(Throughput throughput) throws InterruptedException, SQLException {
    List<Throughput.Rates> single = new ArrayList<>();
    List<Throughput.Rates> bulk = new ArrayList<>();
    List<Throughput.Rates> many = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      single.add(throughput.single(THOUSAND, CALLERS));
      bulk.add(throughput.bulk(THOUSAND));
      many.add(throughput.bulk(MANY));
    }
    Throughput.Rates middle = median(single);
    told.accept(Figure.over("1,000 no-ops, 10 callers, one a call", middle.handled(), "/s", 9000));
    told.accept(Figure.over("1,000 no-ops in bulk", median(bulk).handled(), "/s", 30_000));
    told.accept(Figure.of("1,000 no-ops in bulk, store empty", median(bulk).settled(), "/s"));
    told.accept(Figure.over("20,000 no-ops", median(many).handled(), "/s", 32_000));
    told.accept(Figure.over("20,000 enqueued in bulk", median(many).submitted(), "/s", 50_000));
  }

  private void few(Scenarios scenarios) throws InterruptedException {
    told.accept(Figure.under("50 enqueued at once, p50", scenarios.fiftyAtOnce(), "ms", 3.7));
    long[] one = scenarios.oneAfterAnother();
    told.accept(
        Figure.under("enqueue, one by one, p50", Scenarios.percentile(one, 50), "ms", 0.36));
    told.accept(
        Figure.under("enqueue, one by one, p95", Scenarios.percentile(one, 95), "ms", 0.97));
    long[] start = scenarios.toStart();
    told.accept(Figure.under("enqueue to start, p50", Scenarios.percentile(start, 50), "ms", 1.3));
    told.accept(Figure.under("enqueue to start, p95", Scenarios.percentile(start, 95), "ms", 1.9));
    told.accept(Figure.under("50 tasks of 2 s, 10 at a time", scenarios.twoSeconds(), "s", 10.05));
    told.accept(Figure.under("200 tasks, 30 % fail at first", scenarios.failing(), "s", 0.5));
  }

  private void growth(Throughput throughput) throws InterruptedException, SQLException {
    List<Throughput.Rates> empty = new ArrayList<>();
    List<Throughput.Rates> full = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      empty.add(throughput.bulk(MANY));
    }
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(FILL);
      statement.execute("vacuum analyze task");
      statement.execute("vacuum analyze task_done");
      statement.execute("checkpoint");
    } catch (SQLException noSuperuser) {
      if (!"42501".equals(noSuperuser.getSQLState())) {
        throw noSuperuser;
      }
    }
    for (int round = 0; round < 5; round++) {
      full.add(throughput.bulk(MANY));
    }
    double share = 100 * (1 - median(full).handled() / median(empty).handled());
    told.accept(Figure.under("slower with 1 million ended and waiting", share, "%", 20));
  }

  private static Throughput.Rates median(List<Throughput.Rates> rates) {
    return rates.stream()
        .sorted(Comparator.comparingDouble(Throughput.Rates::handled))
        .toList()
        .get(rates.size() / 2);
  }
}
