package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.client.Material;
import dev.sparkle.cli.client.Upload;
import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.NodeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on a database of their own; one stands still, or dies, in the middle of a job. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JobsAcrossNodesIT {

  private static final Duration READY = Duration.ofMinutes(3);
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** Long enough for machines that are busy with other tests. */
  private static final Map<String, String> SETTINGS =
      Map.of("SPARKLE_TASKS_LEASE_MS", "10000", "SPARKLE_TASKS_CRASHES", "20");

  private final DatabaseAddress address = Lab.postgresAddress("jobs");
  private final Sql sql = new Sql(address);
  private final LibertyNode one = start("jobs-1", "2");
  private final LibertyNode two = start("jobs-2", "3");

  @TempDir private Path folder;

  private LibertyNode start(String name, String partitions) {
    return Lab.started(name, settings(partitions));
  }

  /** The nodes would not cut a job into the same parts. */
  private NodeSettings settings(String partitions) {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put("SPARKLE_JOBS_PARTITIONS", partitions);
    return Lab.settings(address, settings);
  }

  @BeforeAll
  void await() {
    one.awaitReady(READY, step -> {});
    two.awaitReady(READY, step -> {});
  }

  @AfterAll
  void stop() {
    one.stop(Duration.ofSeconds(10));
    two.stop(Duration.ofSeconds(10));
  }

  @Test
  @Order(1)
  void lateServerWritesNothingAfterItWasFenced() throws Exception {
    Run run = inTheMiddleOf("late.md");
    signal("STOP", run.node());
    Material ready;
    try {
      ready = settled(run);
    } finally {
      signal("CONT", run.node());
    }
    assertWhole(run, ready);
    Set<String> passages = passages(run.material());

    // the late one finds out, and gives up
    Await.until(
        PATIENCE,
        () -> sql.text("select count(*) from jbatch_jobexecution where batchstatus in (0, 1, 2)"),
        "0"::equals);

    assertEquals(passages, passages(run.material()));
    assertEquals("ready", sql.text("select status from material where id = '%s'", run.material()));
  }

  @Test
  @Order(2)
  void goesOnAtTheCheckpointOfANodeThatWasKilled() throws Exception {
    Run run = inTheMiddleOf("killed.md");
    run.node().kill();
    Set<String> before = passages(run.material());
    assertTrue(before.size() >= 32, "nothing was stored yet");

    Material ready = settled(run);

    assertWhole(run, ready);
    assertTrue(passages(run.material()).containsAll(before), "what was stored was done again");
    String task = "where task_id = (select task_id from material where id = '%s')";
    assertEquals("2", sql.text("select fence from job_run " + task, run.material()));
    assertEquals(
        "4 5", // FAILED, then COMPLETED: of one instance
        sql.text(
            """
            select string_agg(e.batchstatus::text, ' ' order by e.jobexecid)
            from jbatch_jobexecution e where e.fk_jobinstanceid = (
              select i.fk_jobinstanceid from jbatch_jobexecution i
              join job_run r on r.execution_id = i.jobexecid
              where r.task_id = (select task_id from material where id = '%s'))
            """,
            run.material()));
  }

  @Test
  @Tag("long")
  @Order(3)
  void goesOverAllPassagesInPartsWhenAWorkerStartsWithAnotherModel() {
    sql.run(
        """
        delete from knowledge_renewal; delete from task_done where type = 'material.reembed';
        update chunk set embedding_model = 'of-yesterday', embedding = '[1]' where ordinal %% 2 = 0
        """);
    LibertyNode killed = one.running() ? two : one;
    Lab.restart(killed, settings(killed == one ? "2" : "3"));

    Await.until(
        PATIENCE,
        () ->
            sql.text(
                "select state from task_done where type = 'material.reembed' order by ended_at desc limit 1"),
        "succeeded"::equals);

    assertEquals(
        "0", sql.text("select count(*) from chunk where embedding_model = 'of-yesterday'"));
    assertEquals("384", sql.text("select distinct vector_dims(embedding) from chunk"));
    assertEquals(
        "t",
        sql.text(
            """
            select count(distinct s.partnum) in (2, 3) from jbatch_stepthreadexecution s
            join job_run r on r.execution_id = s.fk_jobexecid
            where r.job = 're-embed' and s.partnum >= 0 and s.batchstatus = 5
            """));
  }

  @Test
  @Tag("long")
  @Order(4)
  void deletingAMaterialEndsItsTask() throws Exception {
    Run run = inTheMiddleOf("deleted.md");
    String task = sql.text("select task_id from material where id = '%s'", run.material());

    new Learner(Lab.operator(one)).client().call("DELETE", "materials/" + run.material(), null);

    String state =
        Await.until(
            PATIENCE,
            () -> sql.text("select state from task_done where id = '%s'", task),
            found -> !found.isEmpty());
    assertEquals("cancelled", state);
    assertEquals(
        "0", sql.text("select count(*) from chunk where material_id = '%s'", run.material()));
  }

  /** Both parts stand in the middle of a chunk of their own at once, with one behind them. */
  @Test
  @Tag("long")
  @Order(5)
  void partsWorkAtOnceAndGoOnAtTheirCheckpointsAfterAKill() throws Exception {
    for (char first : new char[] {'1', 'f'}) {
      sql.run(COPY, first + "0000000-0000-4000-8000-000000000000");
    }
    sql.run("delete from material where id::text not like '_0000000-%%'");
    sql.run(
        """
        create function it_wait() returns trigger language plpgsql as $$
        begin perform pg_advisory_xact_lock_shared(42); return new; end $$;
        create trigger it_wait before update on chunk for each row
          when (new.ordinal = 80) execute function it_wait()
        """);
    UUID task = UUID.randomUUID();
    LibertyNode node;
    try (Connection gate = sql.open();
        Statement statement = gate.createStatement()) {
      statement.execute("select pg_advisory_lock(42)");
      sql.run(
          """
          insert into task (id, type, queue, lane, state, run_at, max_attempts, payload)
          values ('%s', 'material.reembed', 'batch', 1, 'queued', now(), 5,
            '{"fingerprint": "of-today"}')
          """,
          task);
      Await.until(
          PATIENCE,
          () ->
              sql.text("select count(*) from pg_locks where locktype = 'advisory' and not granted"),
          "2"::equals);
      String worker =
          sql.text(
              "select node from task_worker w join task t on t.worker = w.id where t.id = '%s'",
              task);
      node = worker.equals(one.name()) ? one : two;
      assertEquals("128", sql.text("select count(*) from chunk where %s", RENEWED));
      node.kill();
    }

    Await.until(
        PATIENCE,
        () -> sql.text("select state from task_done where id = '%s'", task),
        "succeeded"::equals);

    assertEquals("200", sql.text("select count(*) from chunk where %s", RENEWED));
    String executions =
        """
        from jbatch_stepthreadexecution s
        join jbatch_jobexecution e on e.jobexecid = s.fk_jobexecid
        where s.partnum >= 0 and e.fk_jobinstanceid = (
          select i.fk_jobinstanceid from jbatch_jobexecution i
          join job_run r on r.execution_id = i.jobexecid where r.task_id = '%s')
        """;
    assertEquals(
        "36 36",
        sql.text(
            """
            select string_agg(s.m_write::text, ' ')
            %s and s.m_write > 0 and e.jobexecid = (
              select execution_id from job_run where task_id = '%s')
            """,
            executions.formatted(task), task),
        "each goes on behind its checkpoint");
    assertEquals(
        node == one ? "0,1" : "0,1,2",
        sql.text(
            """
            select string_agg(distinct s.partnum::text, ',') %s
            """,
            executions.formatted(task)),
        "the other node keeps to the parts of the first");
  }

  private static final String RENEWED =
      "material_id::text like '_0000000-%' and embedding_model <> 'of-yesterday'";

  /** Another material, with 100 passages of a model of yesterday. */
  private static final String COPY =
      """
      with source as (
        select * from material where status = 'ready' and chunks >= 100 limit 1),
      copy as (
        insert into material (id, account_id, title, title_given, file_name, media_type,
                              byte_size, sha256, audience, status, chunks)
        select '%s', account_id, title, title_given, file_name, media_type, byte_size,
          sha256, audience, 'ready', 100 from source returning id)
      insert into chunk (id, material_id, account_id, shared, ordinal, heading, page, text,
                         language, search, embedding, embedding_model, judge)
      select gen_random_uuid(), copy.id, c.account_id, shared, ordinal, heading, page, text,
        c.language, search, '[1]', 'of-yesterday', judge
      from copy, source join chunk c on c.material_id = source.id where ordinal < 100
      """;

  /** A material that is being taken in, and by whom. */
  private record Run(String material, LibertyNode node, LibertyNode other) {}

  /** Hands in a large text and waits until its job has left checkpoints behind. */
  private Run inTheMiddleOf(String name) throws IOException {
    Learner learner = new Learner(Lab.operator(one));
    Path file = Files.writeString(folder.resolve(name), text());
    String material = learner.client().upload(new Upload(file, null, null, null)).id();
    String worker =
        Await.until(
            PATIENCE,
            () ->
                sql.text(
                    """
                    select coalesce((
                      select w.node from task t join task_worker w on w.id = t.worker
                      join material m on m.task_id = t.id
                      where m.id = '%s' and m.progress > 0.15 and m.progress < 0.8), '')
                    """,
                    material),
            node -> !node.isEmpty());
    return worker.equals(one.name()) ? new Run(material, one, two) : new Run(material, two, one);
  }

  private static String text() {
    StringBuilder text = new StringBuilder("# A long script\n\n");
    for (int section = 1; section <= 200; section++) {
      text.append("## Part ").append(section).append("\n\n");
      text.append(
          ("The plant of part " + section + " needs light, and its roots take up water. ")
              .repeat(8));
      text.append("\n\n");
    }
    return text.toString();
  }

  private Material settled(Run run) {
    Learner learner = new Learner(Lab.operator(run.other()));
    return Await.until(
        PATIENCE, () -> learner.client().material(run.material()), Material::settled);
  }

  private void assertWhole(Run run, Material ready) {
    assertEquals("ready", ready.status(), ready.toString());
    assertTrue(ready.chunks() >= 200, ready.toString());
    assertEquals(
        ready.chunks() + " " + ready.chunks() + " " + (ready.chunks() - 1),
        sql.text(
            """
            select count(*) || ' ' || count(distinct ordinal) || ' ' || max(ordinal)
            from chunk where material_id = '%s'
            """,
            run.material()));
  }

  private Set<String> passages(String material) {
    return new HashSet<>(
        List.of(
            sql.text(
                    "select string_agg(id::text, ' ') from chunk where material_id = '%s'",
                    material)
                .split(" ")));
  }

  private static void signal(String name, LibertyNode node) throws Exception {
    String pid = Long.toString(node.pid().orElseThrow());
    assertEquals(0, new ProcessBuilder("kill", "-" + name, pid).start().waitFor());
  }
}
