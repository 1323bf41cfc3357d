package dev.sparkle.task.control.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sparkle.task.entity.TaskRequest;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commits that many callers share, on a real PostgreSQL. */
class SharedCommitIT {

  private static final int CALLERS = 50;
  private static final int EACH = 20;

  private TaskDatabase database;
  private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

  @BeforeEach
  void open() throws Exception {
    database = new TaskDatabase();
  }

  @AfterEach
  void close() throws Exception {
    callers.shutdownNow();
    database.close();
  }

  /** Nothing starts directly. */
  private static final class NoPlace implements DirectStart {
    @Override
    public Optional<Claimed> promise(NewTask row) {
      return Optional.empty();
    }

    @Override
    public void start(Claimed task) {}

    @Override
    public void release(Claimed task) {}

    @Override
    public void unheard(Claimed task) {}
  }

  private static NewTask row() {
    Intake intake =
        new Intake(
            new Handlers(Map.of("act", () -> Act.of((input, context) -> null))),
            Tracing.NONE,
            Clock.systemUTC());
    return intake.row(TaskRequest.of("act", new Act.Input(1)));
  }

  @Test
  void callersWhoWaitNeedNoOtherThread() throws Exception {
    Bell bell = new Bell(database.dataSource(), work -> {});
    bell.others(() -> false);
    SharedCommit shared =
        new SharedCommit(
            database.dataSource(),
            work -> {}, // every thread of the pool is held by someone who waits
            bell,
            TaskObserver.NONE,
            new PlainStore(new NoPlace(), bell));
    List<Future<UUID>> answers = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      answers.add(
          callers.submit(
              () -> {
                UUID last = null;
                for (int each = 0; each < EACH; each++) {
                  last = shared.submitAndWait(row());
                }
                return last;
              }));
    }
    for (Future<UUID> answer : answers) {
      answer.get(60, TimeUnit.SECONDS);
    }
    assertEquals(Integer.toString(CALLERS * EACH), database.query("select count(*) from task"));
  }

  /** The real connections, of which the first one breaks after its statement was committed. */
  private DataSource firstAnswerIsLost() {
    DataSource real = database.dataSource();
    AtomicBoolean broken = new AtomicBoolean();
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              Connection connection = (Connection) method.invoke(real, arguments);
              return broken.getAndSet(true)
                  ? connection
                  : LostAnswer.on(connection, PreparedStatement::executeQuery);
            });
  }

  @Test
  void callersWhoseSharedCommitHeldAreToldSoThoughItsAnswerWasLost() throws Exception {
    Bell bell = new Bell(database.dataSource(), work -> {});
    bell.others(() -> false);
    List<Runnable> leaders = new ArrayList<>();
    SharedCommit shared =
        new SharedCommit(
            firstAnswerIsLost(),
            leaders::add,
            bell,
            TaskObserver.NONE,
            new PlainStore(new NoPlace(), bell));
    List<CompletableFuture<UUID>> answers = new ArrayList<>();
    for (int each = 0; each < 3; each++) {
      answers.add(shared.submit(row()).toCompletableFuture());
    }
    leaders.get(0).run();
    for (CompletableFuture<UUID> answer : answers) {
      String there = "select count(*) from task where id = '" + answer.join() + "'";
      assertEquals("1", database.query(there));
    }
  }
}
