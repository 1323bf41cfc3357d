package dev.sparkle.task.control.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sparkle.task.entity.TaskRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlainStoreTest {

  /** A worker that is found dead, and begins anew, after its second promise. */
  private static final class BeginsAnew implements DirectStart {
    private final List<UUID> started = new ArrayList<>();
    private final List<UUID> released = new ArrayList<>();
    private int promises;

    @Override
    public Optional<Claimed> promise(NewTask row) {
      return Optional.of(Claimed.atOnce(row, ++promises > 2 ? 8 : 7));
    }

    @Override
    public void start(Claimed task) {
      started.add(task.id());
    }

    @Override
    public void release(Claimed task) {
      released.add(task.id());
    }

    @Override
    public void unheard(Claimed task) {
      throw new AssertionError("every answer came");
    }
  }

  @Test
  void oneStatementStartsTasksOfOneWorkerOnly() throws Exception {
    Intake intake =
        new Intake(
            new Handlers(Map.of("act", () -> Act.of((input, context) -> null))),
            Tracing.NONE,
            Clock.systemUTC());
    List<NewTask> rows =
        IntStream.range(0, 4)
            .mapToObj(each -> intake.row(TaskRequest.of("act", new Act.Input(each))))
            .toList();
    List<UUID> ids = rows.stream().map(NewTask::id).toList();
    BeginsAnew worker = new BeginsAnew();
    Bell bell = new Bell(null, work -> {});
    List<String> rung = new ArrayList<>();
    bell.hear(rung::add);
    bell.others(() -> false);
    List<Claimed> stored = new ArrayList<>();
    new PlainStore(worker, bell)
        .store(
            rows,
            (promised, news) -> {
              stored.addAll(promised.values());
              return true;
            })
        .run();
    assertEquals(List.of(7L, 7L), stored.stream().map(Claimed::worker).toList());
    assertEquals(ids.subList(0, 2), worker.started);
    assertEquals(ids.subList(2, 4), worker.released);
    assertEquals(List.of(Messages.work("default")), rung, "the others are queued, and told of");
  }
}
