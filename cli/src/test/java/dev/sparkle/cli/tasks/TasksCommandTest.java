package dev.sparkle.cli.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.Sparkle;
import dev.sparkle.cli.client.StubServer;
import dev.sparkle.cli.client.StubServer.Reply;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TasksCommandTest {

  private static final String ID = "0197d3c1-9a54-7b7e-8a51-0c1f6f2f7a10";

  private final StubServer server = new StubServer();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path root;

  @BeforeEach
  void root() {
    System.setProperty("sparkle.root", root.toString());
  }

  @AfterEach
  void close() {
    server.close();
    System.clearProperty("sparkle.root");
  }

  @Test
  void listsOverAsManyPagesAsWanted() {
    server
        .on(
            "GET admin/tasks?type=material.ingest&state=dead&limit=2",
            "{\"items\":[%s],\"nextCursor\":\"c\"}".formatted(task("dead", 5)))
        .on(
            "GET admin/tasks?type=material.ingest&state=dead&limit=1&cursor=c",
            "{\"items\":[%s]}".formatted(task("dead", 4)));

    assertEquals(0, tasks("list", "--state", "dead", "--type", "material.ingest", "-n", "2"));

    List<String> lines = out.toString().lines().toList();
    assertEquals(2, lines.size(), out.toString());
    assertTrue(lines.get(0).startsWith("material.ingest        DEAD "), lines.get(0));
    assertTrue(lines.get(0).endsWith(ID + "  attempt 5 of 5: It is encrypted."), lines.get(0));
  }

  @Test
  void saysThatThereAreMore() {
    server.on(
        "GET admin/tasks?limit=1",
        "{\"items\":[%s],\"nextCursor\":\"c\"}".formatted(task("running", 1)));
    assertEquals(0, tasks("list", "-n", "1"));
    assertTrue(out.toString().contains("There are more: --limit 5"), out.toString());
  }

  @Test
  void givesAProgramWhatTheServerSaid() throws Exception {
    server.on("GET admin/tasks?limit=20", "{\"items\":[%s]}".formatted(task("running", 1)));
    assertEquals(0, tasks("list", "--json"));
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertEquals(0.4, json.path("items").get(0).path("progress").asDouble());
  }

  @Test
  void showsTheHistoryOfAttempts() {
    String attempts =
        "[{\"number\":1,\"outcome\":\"crashed\",\"node\":\"node-2\"},"
            + "{\"number\":2,\"outcome\":\"timed_out\",\"node\":\"node-1\",\"durationMs\":1200,"
            + "\"startedAt\":\"2026-01-01T00:00:00Z\",\"error\":\"Too slow.\\nat x\"}]";
    server.on(
        "GET admin/tasks/" + ID,
        task("dead", 2).substring(0, task("dead", 2).length() - 1)
            + ",\"payload\":{\"m\":1},\"attempts\":"
            + attempts
            + "}");

    assertEquals(0, tasks("show", ID));

    assertTrue(out.toString().contains("attempt 1  crashed    node-2"), out.toString());
    assertTrue(
        out.toString().matches("(?s).*attempt 2  timed out  node-1 .* 1.2 s   Too slow\\.\\R.*"),
        out.toString());
    assertTrue(out.toString().contains("payload    {\"m\":1}"), out.toString());
  }

  @Test
  void doesABulkRetryOnlyWithYesWhereNobodyCanBeAsked() {
    server.on(
        "POST admin/tasks/retry", token -> new Reply(200, "{\"matched\":214,\"retried\":214}"));

    assertEquals(ExitCode.USAGE, tasks("retry", "--dead", "--type", "material.ingest"));
    assertTrue(
        err.toString().contains("Retry 214 dead tasks of type material.ingest?"), err.toString());
    assertEquals(1, server.calls.size());
    assertTrue(server.bodies.get(0).contains("\"dryRun\":true"), server.bodies.toString());

    assertEquals(0, tasks("retry", "--dead", "--type", "material.ingest", "--yes"));
    assertEquals("{\"type\":\"material.ingest\"}", server.bodies.get(2).replaceAll("\\s", ""));
    assertTrue(out.toString().contains("214 taken up again."), out.toString());
  }

  @Test
  void hasNothingToAskWhenNothingIsDead() {
    server.on("POST admin/tasks/retry", "{\"matched\":0,\"retried\":0}");
    assertEquals(0, tasks("retry", "--dead"));
    assertEquals(1, server.calls.size());
    assertTrue(out.toString().contains("There is no dead task. Nothing to do."), out.toString());
  }

  @Test
  void wantsToKnowWhichTasksToRetry() {
    assertEquals(ExitCode.USAGE, tasks("retry"));
    assertEquals(ExitCode.USAGE, tasks("retry", "--type", "x"));
    assertEquals(ExitCode.USAGE, tasks("retry", ID, "--dead"));
    assertEquals(List.of(), server.calls);
  }

  @Test
  void showsQueuesAndChangesThem() {
    String queue =
        "{\"name\":\"ingest\",\"paused\":%s,\"concurrency\":%d,\"queued\":10000,\"scheduled\":0,"
            + "\"retrying\":1,\"running\":2,\"dead\":14}";
    server
        .on("GET admin/queues", "{\"items\":[" + queue.formatted(false, 2) + "]}")
        .on("POST admin/queues/ingest/pause", queue.formatted(true, 2))
        .on("POST admin/queues/ingest/resume", queue.formatted(false, 2))
        .on("PUT admin/queues/ingest/concurrency", queue.formatted(false, 7));

    assertEquals(0, tasks("queues"));
    assertEquals(0, tasks("pause", "ingest"));
    assertEquals(0, tasks("resume", "ingest"));
    assertEquals(0, tasks("concurrency", "ingest", "7"));

    assertEquals(
        List.of(
            "ingest      active    2 at a time   10,000 or more waiting, 2 running, 1 retrying, 14 dead",
            "ingest      PAUSED    2 at a time   10,000 or more waiting, 2 running, 1 retrying, 14 dead",
            "ingest      active    2 at a time   10,000 or more waiting, 2 running, 1 retrying, 14 dead",
            "ingest      active    7 at a time   10,000 or more waiting, 2 running, 1 retrying, 14 dead"),
        out.toString().lines().toList());
  }

  @Test
  void showsWorkersAndSaysWhenThereAreNone() {
    server
        .on("GET admin/queues", "{\"items\":[]}")
        .on(
            "GET admin/workers",
            "{\"items\":[{\"node\":\"worker-1\",\"state\":\"up\",\"since\":\"2026-01-01T00:00:00Z\","
                + "\"leaseUntil\":\"2026-01-01T00:00:00Z\",\"running\":3},{\"node\":\"node-2\","
                + "\"state\":\"silent\",\"since\":\"2026-01-01T00:00:00Z\","
                + "\"leaseUntil\":\"2026-01-01T00:00:00Z\",\"running\":1}]}");
    assertEquals(0, tasks("workers"));
    assertTrue(out.toString().matches("(?s)worker-1    up .* 3 running\\R.*"), out.toString());
    assertTrue(out.toString().contains("node-2      SILENT"), out.toString());

    server.on("GET admin/workers", "{\"items\":[]}");
    assertEquals(0, tasks());
    assertTrue(out.toString().contains("No worker runs"), out.toString());
  }

  @Test
  void showsSchedules() {
    server.on(
        "GET admin/schedules",
        "{\"items\":[{\"name\":\"usage-rollup\",\"cron\":\"5 * * * *\",\"zone\":\"UTC\",\"missed\":\"skip\","
            + "\"type\":\"usage.rollup\",\"nextAt\":\"2999-01-01T00:00:00Z\"}]}");
    assertEquals(0, tasks("schedules"));
    assertTrue(
        out.toString()
            .matches("usage-rollup +5 \\* \\* \\* \\* +UTC +next in \\d+ days, not run yet\\R"),
        out.toString());
  }

  @Test
  void drawsOnceWithoutATerminal() {
    server
        .on("GET admin/queues", "{\"items\":[]}")
        .on("GET admin/workers", "{\"items\":[]}")
        .on(
            "GET admin/tasks?state=running%2Cretrying%2Cqueued%2Cdead&limit=20",
            "{\"items\":[%s]}".formatted(task("running", 1)));
    assertEquals(0, tasks("watch"));
    assertTrue(out.toString().contains("running    40 %"), out.toString());
  }

  @Test
  void saysWhatIsWrongAndWhatToDo() {
    server.on(
        "POST admin/tasks/x/cancel",
        token ->
            new Reply(404, "{\"code\":\"task_not_found\",\"detail\":\"There is no such task.\"}"));
    assertEquals(ExitCode.DEGRADED, tasks("cancel", "x"));
    assertTrue(err.toString().contains("✗ There is no such task."), err.toString());

    server.on(
        "GET admin/queues",
        token -> new Reply(403, "{\"detail\":\"Your account may not do this.\"}"));
    assertEquals(ExitCode.DEGRADED, tasks("queues"));
    assertTrue(err.toString().contains("--token"), err.toString());

    server.close();
    assertEquals(ExitCode.NOT_RUNNING, tasks("queues"));
    assertTrue(err.toString().contains("./sparkle up"), err.toString());
  }

  @Test
  void needsTheKeysOfTheInstallationOrAToken() {
    assertEquals(ExitCode.DEGRADED, run("tasks", "queues", "--url", server.uri().toString()));
    assertTrue(err.toString().contains("are for operators"), err.toString());
    assertEquals(List.of(), server.calls);
  }

  @Test
  void readsTimesAsPeopleSayThem() {
    Clock clock = Clock.fixed(Instant.parse("2026-01-31T08:00:00Z"), ZoneOffset.UTC);
    assertEquals(Instant.parse("2026-01-31T06:00:00Z"), FilterOptions.moment("2h", clock));
    assertEquals(Instant.parse("2026-01-31T07:30:00Z"), FilterOptions.moment("30 min", clock));
    assertEquals(Instant.parse("2026-01-24T08:00:00Z"), FilterOptions.moment("7d", clock));
    assertEquals(
        Instant.parse("2026-01-01T00:00:00Z"), FilterOptions.moment("2026-01-01T00:00:00Z", clock));
    Assertions.assertThrows(Trouble.class, () -> FilterOptions.moment("yesterday", clock));
  }

  private int tasks(String... arguments) {
    List<String> all = new ArrayList<>(List.of("tasks"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--url", server.uri().toString(), "--token", "t"));
    return run(all.toArray(String[]::new));
  }

  private int run(String... arguments) {
    return Sparkle.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private static String task(String state, int attempt) {
    String error = state.equals("dead") ? ",\"error\":\"It is encrypted.\\nat x\"" : "";
    return ("{\"id\":\""
            + ID
            + "\",\"type\":\"material.ingest\",\"queue\":\"ingest\","
            + "\"priority\":\"default\",\"state\":\"%s\",\"attempt\":%d,\"maxAttempts\":5,"
            + "\"progress\":0.4,\"submittedAt\":\"2026-01-01T00:00:00Z\","
            + "\"endedAt\":\"2026-01-01T00:01:00Z\",\"cancelRequested\":false%s}")
        .formatted(state, attempt, error);
  }
}
