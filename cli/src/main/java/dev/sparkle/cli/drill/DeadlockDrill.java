package dev.sparkle.cli.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.drill.Happening.Kind;
import dev.sparkle.cli.services.LibertyNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;

/** Transactions of handlers, and of the queue itself, end in deadlocks and cannot be serialised. */
@Command(
    name = "deadlock",
    description =
        "Deadlocks and serialisation failures (40P01, 40001) forced: they are tried again.")
public final class DeadlockDrill extends DrillRun {

  private static final Duration STEP = Duration.ofSeconds(20);

  /** One of twenty statements of the queue fails as PostgreSQL lets them fail. */
  private static final String REFUSING =
      """
      create sequence drill_refused;
      create function drill_refuse() returns trigger language plpgsql security definer as $$
      begin
        if random() < 0.05 then
          perform nextval('drill_refused');
          raise exception 'refused by the drill'
            using errcode = case when random() < 0.5 then '40001' else '40P01' end;
        end if;
        return null;
      end $$;
      create trigger drill_refuse before insert or update or delete on task
        for each statement execute function drill_refuse()
      """;

  private static final String REFUSED =
      "select case when is_called then last_value else 0 end from drill_refused";

  private static final String FAILED =
      "select count(*) from task_attempt where error like '%%%s%%'";

  private static final String DEADLOCKS =
      "select deadlocks from pg_stat_database where datname = current_database()";

  @Override
  protected List<String> expects() {
    return List.of(
        "deadlocks and serialisation failures of handlers fail their attempt, and the next succeeds",
        "those of the queue's own statements are tried again, and nobody notices",
        "a submission by a shared commit is never refused for them");
  }

  @Override
  protected void play(Stage stage) throws Exception {
    LibertyNode node = stage.installation().node("node-1");
    stage.nodes(Map.of(), true, List.of(node));
    AtomicInteger number = new AtomicInteger();
    stage.load(Duration.ofMillis(25), 1, task -> shape(task, number.getAndIncrement()));
    stage.goOn(Duration.ofSeconds(2));
    stage.act(
        "one of twenty statements of the queue is refused; locks are taken the other way round");
    stage.tables().run(REFUSING);
    Contrarian contrarian = new Contrarian(stage.tables());
    try (contrarian) {
      contrarian.start();
      stage.goOn(STEP);
    }
    stage.tables().run("drop trigger drill_refuse on task");
    stage.settle();

    double refused = stage.tables().number(REFUSED);
    double handlers = stage.tables().number(FAILED.formatted("deadlock detected"));
    double serial = stage.tables().number(FAILED.formatted("could not serialize"));
    double all = stage.tables().number(DEADLOCKS);
    long shared = stage.history().all().stream().filter(DeadlockDrill::isRefusedShared).count();
    expectSome(stage, "deadlocks of handlers", handlers);
    expectSome(stage, "serialisation failures of handlers", serial);
    expectSome(
        stage, "deadlocks of the queue's own statements", all - handlers - contrarian.victim());
    expectSome(stage, "statements of the queue refused by the drill", refused);
    stage.expect("no shared submission was refused", shared == 0, shared + " were");
  }

  private static void expectSome(Stage stage, String what, double count) {
    stage.expect("there were " + what, count > 0, Long.toString((long) count));
  }

  /**
   * Of sixteen tasks two that come together want the same two rows, each in its order, and two want
   * the same rows in one order, serializable. Pairs of rows take turns: what is drilled is the
   * retry, not how long a crowd stands still.
   */
  private static void shape(ObjectNode task, int number) {
    int pair = number / 16 % 4;
    task.put("millis", 30);
    switch (number % 16) {
      case 0 -> task.putArray("rows").add(2 * pair + 1).add(2 * pair + 2);
      case 1 -> task.putArray("rows").add(2 * pair + 2).add(2 * pair + 1);
      case 8, 9 -> task.put("serializable", true).putArray("rows").add(9 + pair);
      default -> {}
    }
  }

  /** Clients with odd numbers submit by shared commits. */
  private static boolean isRefusedShared(Happening each) {
    return each.kind() == Kind.UNANSWERED && each.subject().matches("c[13]-\\d+");
  }
}
