package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.chat.control.RollupHandler;
import dev.sparkle.chat.control.RollupHandler.Days;
import dev.sparkle.chat.control.export.Export;
import dev.sparkle.chat.control.export.ExportDesk;
import dev.sparkle.chat.control.export.Exports;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.operations.control.PurgeJobHandler;
import dev.sparkle.task.control.TaskQueue;
import dev.sparkle.task.control.Tasks;
import dev.sparkle.task.entity.Attempt;
import dev.sparkle.task.entity.Task;
import dev.sparkle.task.entity.TaskRequest;
import dev.sparkle.task.entity.TaskState;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whole jobs with real rows: each fails in the middle of its work, because a trigger in the
 * database refuses a row of this test's, and goes on from there once the trigger is gone.
 */
@ExtendWith(ArquillianExtension.class)
class JobsInContainerIT {

  /** Everybody whom this test makes is called so. */
  private static final String NAME = "jobs-in-container";

  private static final int ACCOUNTS = 1_100;

  @Inject private TaskQueue queue;
  @Inject private Tasks tasks;
  @Inject private Exports exports;
  @EJB private ExportDesk desk;
  @Inject private UserTransaction transaction;

  @Resource(lookup = "jdbc/sparkle")
  private DataSource database;

  @Deployment
  static EnterpriseArchive sparkle() {
    return PackagedApplication.with(JobsInContainerIT.class);
  }

  @AfterEach
  void clear() throws Exception {
    for (String table : List.of("usage_day", "export_part", "material")) {
      allow(table);
    }
    run("drop function if exists it_refuse");
    run("delete from account where display_name = '%s'", NAME);
    run("delete from usage_rollup where through < '2002-01-01'");
  }

  @Test
  void addsUpEachDayOnceThoughItFailsInTheMiddle() throws Exception {
    // account n asks twice on the first day; every tenth of them once more, two days later
    run(
        """
        insert into account (id, kind, display_name, roles, created_at)
        select ('5eed0000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'guest', '%s',
          '{learner}', now() from generate_series(1, %d) n
        """,
        NAME, ACCOUNTS);
    answers("2001-03-01 00:00:00+00", 1, "done", "n");
    answers("2001-03-01 23:59:59.999999+00", 1, "failed", "null");
    answers("2001-03-03 12:00:00+00", 10, "blocked", "1000");
    refuse(
        "usage_day",
        "insert or update",
        "new.day = '2001-03-01' and new.account_id = '5eed0000-0000-4000-8000-000000000800'");

    UUID id =
        queue.submit(TaskRequest.of(RollupHandler.TASK, new Days("2001-03-01", "2001-03-04")));
    awaitFailure(id);
    assertEquals("500", text("select count(*) from usage_day where day < '2002-01-01'"));
    allow("usage_day");
    await(id, TaskState.SUCCEEDED);

    assertEquals(
        "1100",
        text(
            """
            select count(*) from usage_day
            where day = '2001-03-01' and (answers, failed, blocked) = (2, 1, 0)
              and input_tokens = right(account_id::text, 12)::int
              and output_tokens = 2 * input_tokens and cost_micros = 3 * input_tokens
            """));
    assertEquals(
        "110",
        text(
            """
            select count(*) from usage_day
            where day = '2001-03-03' and (answers, failed, blocked) = (1, 0, 1)
              and (input_tokens, output_tokens, cost_micros) = (1000, 2000, 3000)
            """));
    assertEquals("1210", text("select count(*) from usage_day where day < '2002-01-01'"));
    assertEquals("1210", written(id, "add-up"), "what was written is not written again");
    assertEquals("1", text("select count(*) from usage_rollup where through >= '2001-03-04'"));
  }

  private void answers(String ended, int every, String outcome, String tokens) throws Exception {
    run(
        """
        with talk as (
          insert into conversation (id, account_id, title, created_at, updated_at)
          select gen_random_uuid(), id, 'A talk', now(), now() from account
          where display_name = '%1$s' and right(id::text, 12)::int %% %3$d = 0
          returning id, account_id, right(account_id::text, 12)::int as n)
        insert into generation (id, account_id, conversation_id, request_id, question_id,
                                answer_id, node, lease_until, outcome, started_at, ended_at,
                                input_tokens, output_tokens, cost_micros)
        select gen_random_uuid(), account_id, id, id::text, gen_random_uuid(), gen_random_uuid(),
          'n', now(), '%4$s', '%2$s', '%2$s', %5$s, 2 * %5$s, 3 * %5$s from talk
        """,
        NAME, ended, every, outcome, tokens);
  }

  @Test
  void exportsAllOnceThoughItFailsInTheMiddleAndToItsOwnerOnly() throws Exception {
    Caller owner = guest("1 day");
    Caller other = guest("1 day");
    talks(owner, 30);
    talks(other, 1);
    material(owner, "ready", "1 day", "Kelp");

    transaction.begin();
    UUID id = desk.request(owner);
    refuse("export_part", "insert", "new.export_id = '" + id + "' and new.ordinal >= 20");
    transaction.commit();
    UUID task = exports.find(owner, id).map(Export::task).orElseThrow();
    awaitFailure(task);
    assertEquals("16", text("select count(*) from export_part where export_id = '%s'", id));
    assertFalse(exports.fetch(owner, id, new ByteArrayOutputStream()), "it is not complete");
    allow("export_part");
    await(task, TaskState.SUCCEEDED);

    Map<String, String> files = unpack(owner, id);
    assertEquals(33, files.size(), files.keySet().toString());
    for (int talk = 1; talk <= 30; talk++) {
      String said = "Question %d.".formatted(talk);
      assertEquals(1, files.values().stream().filter(file -> file.contains(said)).count(), said);
    }
    assertTrue(files.get("account.json").contains(owner.account().toString()));
    assertTrue(files.containsValue("Kelp grows fast."), files.keySet().toString());
    assertFalse(files.toString().contains(other.account().toString()));
    // the writer is given items, not files
    assertEquals("32", written(task, "copy"), "what was copied is not copied again");

    assertTrue(exports.find(other, id).isEmpty());
    assertFalse(exports.fetch(other, id, new ByteArrayOutputStream()));
    Caller operator = new Caller(other.account(), Set.of(Role.OPERATOR), Set.of());
    assertFalse(exports.fetch(operator, id, new ByteArrayOutputStream()));
  }

  private Map<String, String> unpack(Caller caller, UUID export) throws IOException {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    assertTrue(exports.fetch(caller, export, zip));
    assertEquals(exports.find(caller, export).orElseThrow().bytes(), zip.size());
    Map<String, String> files = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip.toByteArray()))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(null, files.put(entry.getName(), content), entry.getName());
      }
    }
    return files;
  }

  @Test
  void purgesWhatIsDueAndNothingElseThoughItFailsInTheMiddle() throws Exception {
    Caller stays = guest("179 days");
    Caller goes = guest("181 days");
    tickets(stays, "-1 hour", 3);
    tickets(stays, "1 hour", ACCOUNTS);
    material(stays, "failed", "29 days", "young");
    material(stays, "failed", "31 days", "old");
    material(stays, "ready", "999 days", "in use");
    UUID rollup =
        queue.submit(TaskRequest.of(RollupHandler.TASK, new Days("2001-04-01", "2001-04-01")));
    await(rollup, TaskState.SUCCEEDED);
    run(
        """
        update jbatch_jobinstance set updatetime = localtimestamp - interval '8 days'
        where jobinstanceid = (%s)
        """,
        INSTANCE.formatted(rollup));
    refuse("material", "delete", "old.title = 'old'");

    UUID id = queue.submit(TaskRequest.of(PurgeJobHandler.TASK, new PurgeJobHandler.Purge()));
    String why = awaitFailure(id);
    assertTrue(why.contains("failed materials"), why);
    assertEquals("0", count("chat_ticket where expires_at < now() and ", stays));
    assertEquals("3", count("material where ", stays));
    allow("material");
    await(id, TaskState.SUCCEEDED);

    assertEquals("3", count("chat_ticket where ", stays));
    assertEquals(
        "in use young",
        text(
            "select string_agg(title, ' ' order by title) from material where account_id = '%s'",
            stays.account()));
    assertEquals("1", text("select count(*) from account where id = '%s'", stays.account()));
    assertEquals("0", text("select count(*) from account where id = '%s'", goes.account()));
    assertEquals("0", text("select count(*) from job_run where task_id = '%s'", rollup));
    assertEquals("1", text("select count(*) from job_run where task_id = '%s'", id));
  }

  private Caller guest(String age) throws Exception {
    UUID id = UUID.randomUUID();
    run(
        """
        insert into account (id, kind, display_name, roles, created_at)
        values ('%s', 'guest', '%s', '{learner}', now() - interval '%s')
        """,
        id, NAME, age);
    return new Caller(id, Set.of(Role.LEARNER), Set.of());
  }

  private void talks(Caller caller, int talks) throws Exception {
    run(
        """
        with talk as (
          insert into conversation (id, account_id, title, created_at, updated_at)
          select gen_random_uuid(), '%1$s', n::text, now(), now() from generate_series(1, %2$d) n
          returning id, title)
        insert into message (id, conversation_id, account_id, role, text, created_at)
        select gen_random_uuid(), id, '%1$s', 'learner', 'Question ' || title || '.', now()
        from talk
        """,
        caller.account(), talks);
  }

  private void tickets(Caller caller, String late, int number) throws Exception {
    run(
        """
        insert into chat_ticket (hash, account_id, expires_at)
        select sha256((n || '%1$s %2$s')::bytea), '%1$s', now() - interval '%2$s'
        from generate_series(1, %3$d) n
        """,
        caller.account(), late, number);
  }

  private void material(Caller caller, String status, String age, String title) throws Exception {
    run(
        """
        with it as (
          insert into material (id, account_id, title, title_given, file_name, media_type,
                                byte_size, sha256, status, error_code, created_at, updated_at)
          select gen_random_uuid(), '%1$s', '%4$s', true, 'a.txt', 'text/plain', 16, sha256('x'),
            '%2$s', case when '%2$s' = 'failed' then 'damaged' end, at, at
          from (select now() - interval '%3$s' as at) age returning id)
        insert into material_content select id, 'Kelp grows fast.' from it
        """,
        caller.account(), status, age, title);
  }

  private String count(String from, Caller caller) throws Exception {
    return text("select count(*) from %saccount_id = '%s'", from, caller.account());
  }

  /** The job instance of a task. */
  private static final String INSTANCE =
      """
      select e.fk_jobinstanceid from jbatch_jobexecution e
      join job_run r on r.execution_id = e.jobexecid where r.task_id = '%s'
      """;

  /** How many items a step wrote, over all executions of a task's job. */
  private String written(UUID task, String step) throws Exception {
    return text(
        """
        select sum(s.m_write)
        from jbatch_stepthreadexecution s
        join jbatch_jobexecution e on e.jobexecid = s.fk_jobexecid
        where s.stepname = '%s' and e.fk_jobinstanceid = (%s)
        """,
        step, INSTANCE.formatted(task));
  }

  /** From now on the database refuses such a row. */
  private void refuse(String table, String when, String row) throws Exception {
    run(
        """
        create or replace function it_refuse() returns trigger language plpgsql as $$
        begin raise exception 'refused, as the test wants it'; end $$
        """);
    run(
        "create trigger it_refuse before %s on %s for each row when (%s) execute function"
            + " it_refuse()",
        when, table, row);
  }

  private void allow(String table) throws Exception {
    run("drop trigger if exists it_refuse on %s", table);
  }

  /** Waits until the first attempt has failed; tells why. */
  private String awaitFailure(UUID id) {
    await(id, TaskState.RETRYING);
    Attempt first = tasks.attempts(id).get(0);
    assertEquals("failed", first.outcome());
    return first.error().orElseThrow();
  }

  private Task await(UUID id, TaskState state) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    Task task = tasks.find(id).orElseThrow();
    while (task.state() != state) {
      assertTrue(System.nanoTime() < end && task.state() != TaskState.DEAD, "still " + task);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      task = tasks.find(id).orElseThrow();
    }
    return task;
  }

  private void run(String sql, Object... arguments) throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql.formatted(arguments));
    }
  }

  private String text(String sql, Object... arguments) throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql.formatted(arguments))) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    }
  }
}
