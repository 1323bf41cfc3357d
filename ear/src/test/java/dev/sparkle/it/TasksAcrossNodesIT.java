package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.client.Material;
import dev.sparkle.cli.client.OperatorToken;
import dev.sparkle.cli.client.Upload;
import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.NodeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Schedules, metrics, traces and a graceful stop, over two nodes on a database of their own. The
 * queue ingest is the second node's alone.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TasksAcrossNodesIT {

  private static final Duration READY = Duration.ofMinutes(3);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** More than one node submits in a turn: both have to. */
  private static final int SCHEDULES = 300;

  private final DatabaseAddress address = Lab.postgresAddress("tasks");
  private final Sql sql = new Sql(address);
  private final LibertyNode one = start("tasks-1", "default=8,batch=2,ingest=0");
  private final LibertyNode two = start("tasks-2", "default=8,batch=2,ingest=4");

  @TempDir private Path folder;

  /** As in production: the log is JSON. */
  private LibertyNode start(String name, String queues) {
    NodeSettings plain =
        Lab.settings(
            address,
            new HashMap<>(
                Map.of(
                    "SPARKLE_TASKS_QUEUES",
                    queues,
                    // nobody is held for dead here
                    "SPARKLE_TASKS_LEASE_MS",
                    "60000",
                    "SPARKLE_TASKS_STOP_MS",
                    "3000")));
    return Lab.started(
        name,
        new NodeSettings(
            plain.database(), plain.redisUrl(), plain.keys(), "production", plain.further()));
  }

  @BeforeAll
  void await() {
    one.awaitReady(READY, step -> {});
    two.awaitReady(READY, step -> {});
    Await.until(
        PATIENCE, () -> value(one, "worker_up") + value(two, "worker_up"), up -> up.equals(2L));
    schedule("it.minute", "* * * * *", "skip", "now() + interval '1 minute'", "task.purge", "{}");
    sql.run(
        "update task_schedule set next_at = date_trunc('minute', next_at) where name = 'it.minute'");
  }

  @AfterAll
  void stop() {
    one.stop(Duration.ofSeconds(20));
    two.stop(Duration.ofSeconds(20));
  }

  @Test
  @Order(1)
  void firesEachTimeOnceAndCountsWhatBecomesOfIt() {
    schedule("it.unknown", "* * * * *", "run_once", "now() - interval '1 hour'", "it.none", "{}");
    sql.run("update task_schedule set zone = 'Mars/Crater' where name = 'it.unknown'");
    schedule("it.foreign", "* * * * *", "run_once", "now() - interval '1 hour'", "it.none", "{}");
    sql.run(
        """
        insert into task_schedule (name, cron, zone, missed, request, next_at)
        select 'it.' || n, '0 0 1 1 *', 'UTC', 'run_once', jsonb_build_object(
          'type', 'task.probe', 'priority', 'DEFAULT', 'payload', case
            when n <= 3 then '{"millis": 0, "failures": 1}'::jsonb
            when n <= 5 then '{"millis": -1, "failures": 0}'
            else '{"millis": 0, "failures": 0}' end), now()
        from generate_series(1, %d) n
        """,
        SCHEDULES);

    Await.until(
        PATIENCE,
        () -> sql.text("select count(*) from task_done where type = 'task.probe'"),
        Integer.toString(SCHEDULES)::equals);

    assertEquals("0", sql.text("select count(*) from task where type = 'task.probe'"));
    assertEquals(
        Integer.toString(SCHEDULES),
        sql.text(
            """
            select count(distinct d.id) from task_schedule s join task_done d on d.id = s.last_task
            where d.type = 'task.probe' and s.next_at > now()
            """));
    assertTrue(value(one, "task_submitted_total", PROBE) > 0, "one fired none");
    assertTrue(value(two, "task_submitted_total", PROBE) > 0, "two fired none");
    assertEquals(SCHEDULES, both("task_submitted_total"));
    // three fail once, two have a payload that is none
    assertEquals(SCHEDULES + 3, both("task_started_total"));
    assertEquals(SCHEDULES - 2, both("task_completed_total", "outcome=\"succeeded\""));
    assertEquals(3, both("task_completed_total", "outcome=\"failed\""));
    assertEquals(2, both("task_completed_total", "outcome=\"dead\""));
    assertEquals(SCHEDULES + 3, both("task_completed_total"));
    assertEquals(3, both("task_retried_total"));
    assertEquals(SCHEDULES + 3, both("task_duration_seconds_count"));
    assertEquals(SCHEDULES + 3, both("task_wait_seconds_count"));
    assertEquals(
        "2", // and what cannot be fired here keeps no other from its time
        sql.text(
            "select count(*) from task_schedule"
                + " where request->>'type' = 'it.none' and last_at is null"));
    sql.run("delete from task_schedule where request->>'type' = 'it.none'");
  }

  @Test
  @Order(2)
  void makesUpForMissedTimesOnceOrLeavesThemOut() {
    String missed = "now() - interval '3 hours'";
    schedule("it.once", "0 * * * *", "run_once", missed, "task.purge", "{}");
    schedule("it.skip", "0 * * * *", "skip", missed, "task.purge", "{}");
    schedule("it.late", "0 * * * *", "skip", "now() - interval '30 s'", "task.purge", "{}");

    Await.until(
        PATIENCE,
        () ->
            sql.text(
                "select count(*) from task_schedule where cron = '0 * * * *' and next_at > now()"),
        "3"::equals);

    assertEquals("1", fired("it.once"));
    assertEquals("0", fired("it.skip"));
    assertEquals("1", fired("it.late"), "half a minute late is not missed");
  }

  /** 1: its one task was submitted; 0: none was. */
  private String fired(String name) {
    return sql.text(
        """
        select count(*) from task_schedule s
        where s.name = '%s' and s.last_at is not null and exists (
          select 1 from task where id = s.last_task
          union all select 1 from task_done where id = s.last_task)
        """,
        name);
  }

  @Test
  @Order(3)
  void showsTheDepthOfAQueue() {
    sql.run(
        """
        insert into task (id, type, queue, lane, state, run_at, max_attempts, payload)
        select gen_random_uuid(), 'it', 'parked', 1, 'queued', now(), 1, '{}'
        from generate_series(1, 7)
        """);
    for (LibertyNode node : List.of(one, two)) {
      Await.until(
          PATIENCE,
          () -> value(node, "task_queue_depth", "queue=\"parked\"", "state=\"queued\""),
          depth -> depth.equals(7L));
    }
  }

  @Test
  @Order(4)
  void carriesTheTraceOfARequestIntoTheJobOnAnotherNode() {
    String trace = UUID.randomUUID().toString().replace("-", "");
    String form =
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.md\"\r\n"
            + "Content-Type: text/markdown\r\n\r\n# Kelp\n\nKelp grows fast in cold water.\r\n--x--\r\n";
    Http.Answer answer =
        Http.send(
            one,
            "POST",
            "/api/v1/materials",
            BodyPublishers.ofString(form),
            "Authorization",
            Http.guest(one),
            "Content-Type",
            "multipart/form-data; boundary=x",
            "traceparent",
            "00-" + trace + "-00f067aa0ba902b7-01");
    String task = answer.json().path("taskId").asText();
    assertFalse(task.isEmpty(), answer.toString());

    Await.until(
        PATIENCE,
        () -> sql.text("select state from task_done where id = '%s'", task),
        "succeeded"::equals);
    List<JsonNode> lines =
        Await.until(
            PATIENCE,
            () -> lines(two, task),
            all -> all.stream().anyMatch(line -> line.toString().contains("material-ingest")));

    for (JsonNode line : lines) {
      assertEquals(trace, line.path("ext_trace_id").asText(), line.toString());
    }
    assertEquals(List.of(), lines(one, task), "it ran on the other node");
  }

  private static List<JsonNode> lines(LibertyNode node, String task) {
    try (Stream<String> all = Files.lines(node.messages())) {
      return all.filter(line -> line.startsWith("{"))
          .map(TasksAcrossNodesIT::json)
          .filter(line -> line.path("ext_task_id").asText().equals(task))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      return JSON.createObjectNode(); // its end is not written yet
    }
  }

  @Test
  @Order(5)
  void stoppedNodeLetsShortWorkEndAndHandsTheRestBackUncounted() throws Exception {
    String material = Lab.operator(one).upload(new Upload(book(), null, null, null)).id();
    String job = sql.text("select task_id from material where id = '%s'", material);
    UUID slow = probe(500_000);
    Await.until(
        PATIENCE,
        () ->
            sql.text(
                """
                select count(*) from material m, task t where m.id = '%s' and m.progress > 0.1
                  and t.id = '%s' and t.state = 'running'
                """,
                material, slow),
        "1"::equals);
    UUID quick = probe(1_500);
    Await.until(PATIENCE, () -> state(quick), "running 1 0"::equals);

    assertTrue(two.stop(Duration.ofSeconds(60)), "it was killed");

    assertEquals(
        "succeeded 1",
        sql.text("select state || ' ' || attempt from task_done where id = '%s'", quick));
    assertEquals("queued 0 0", state(slow));
    assertEquals("queued 0 0", state(UUID.fromString(job)));
    assertEquals(
        "0",
        sql.text("select count(*) from task_attempt where task_id in ('%s', '%s')", slow, job));
    assertEquals(
        "0",
        sql.text("select count(*) from task_worker where node = 'tasks-2' and ended_at is null"));

    Http.Answer open =
        Http.send(
            one,
            "PUT",
            "/api/v1/admin/queues/ingest/concurrency",
            BodyPublishers.ofString("{\"concurrency\": 4}"),
            "Authorization",
            "Bearer " + OperatorToken.lookup().mint(Lab.keys()).orElseThrow(),
            "Content-Type",
            "application/json");
    assertEquals(200, open.status(), open.toString());
    Material ready =
        Await.until(PATIENCE, () -> Lab.operator(one).material(material), Material::settled);
    assertEquals("ready", ready.status(), ready.toString());
    assertEquals(
        ready.chunks() + " " + ready.chunks(),
        sql.text(
            "select count(*) || ' ' || count(distinct ordinal) from chunk where material_id = '%s'",
            material));
    // the material is ready a moment before its task has ended
    Await.until(
        PATIENCE,
        () -> sql.text("select state || ' ' || attempt from task_done where id = '%s'", job),
        "succeeded 1"::equals);
    Await.until(PATIENCE, () -> state(slow), "running 1 0"::equals);
  }

  @Test
  @Tag("long")
  @Order(6)
  void firesEveryMinuteOnce() {
    Await.until(
        PATIENCE,
        () -> sql.text("select last_at is not null from task_schedule where name = 'it.minute'"),
        "t"::equals);
    assertEquals(
        "t",
        sql.text(
            """
            select count(*) >= 1 and count(*) = count(distinct date_trunc('minute', submitted_at))
            from task_done where type = 'task.purge'
              and extract(second from submitted_at) < 5
              and id not in (select last_task from task_schedule
                             where cron = '0 * * * *' and last_task is not null)
            """));
  }

  private static final String PROBE = "type=\"task.probe\"";

  private long both(String name, String... labels) {
    String[] all = Stream.concat(Stream.of(PROBE), Stream.of(labels)).toArray(String[]::new);
    return value(one, name, all) + value(two, name, all);
  }

  /** The sum of a metric over the lines that have these labels; 0 if there are none. */
  private static long value(LibertyNode node, String name, String... labels) {
    return Http.get(node, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> Stream.of(labels).allMatch(line::contains))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private void schedule(
      String name, String cron, String missed, String next, String type, String payload) {
    sql.run(
        """
        insert into task_schedule (name, cron, zone, missed, request, next_at)
        values ('%s', '%s', 'UTC', '%s',
          '{"type": "%s", "priority": "DEFAULT", "payload": %s}', %s)
        """,
        name, cron, missed, type, payload, next);
  }

  private UUID probe(int millis) {
    UUID id = UUID.randomUUID();
    sql.run(
        """
        insert into task (id, type, queue, lane, state, run_at, max_attempts, payload)
        values ('%s', 'task.probe', 'ingest', 1, 'queued', now(), 4,
          '{"millis": %d, "failures": 0}')
        """,
        id, millis);
    return id;
  }

  /** State, attempt and crashes of a task that has not ended. */
  private String state(UUID task) {
    return sql.text(
        "select state || ' ' || attempt || ' ' || crashes from task where id = '%s'", task);
  }

  private Path book() throws IOException {
    StringBuilder text = new StringBuilder("# A long book\n\n");
    for (int section = 1; section <= 400; section++) {
      text.append("## Part ").append(section).append("\n\n");
      text.append(("The plant of part " + section + " takes up water by its roots. ").repeat(9));
      text.append("\n\n");
    }
    return Files.writeString(folder.resolve("book.md"), text);
  }
}
