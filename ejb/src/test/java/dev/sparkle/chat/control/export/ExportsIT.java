package dev.sparkle.chat.control.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.chat.control.UsageRollup;
import dev.sparkle.chat.control.UsageRollup.Usage;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.knowledge.control.ScratchDatabase;
import dev.sparkle.task.control.jobs.Fence;
import dev.sparkle.task.control.jobs.FencedException;
import dev.sparkle.task.control.jobs.JobRuns;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an account has made and used. */
class ExportsIT {

  private static final LocalDate DAY = LocalDate.parse("2026-03-01");

  private ScratchDatabase database;
  private JobRuns runs;
  private Exports exports;
  private Caller ann;
  private Caller bob;

  @BeforeEach
  void open() throws Exception {
    database = new ScratchDatabase();
    runs = new JobRuns(database.dataSource());
    exports = new Exports(database.dataSource());
    ann = database.newCaller(Role.LEARNER);
    bob = database.newCaller(Role.LEARNER);
    talk(ann, "Why do plants need light?");
    talk(bob, "Bob's secret");
    database.run(
        """
        with m as (
          insert into material (id, account_id, title, title_given, file_name, media_type,
                                byte_size, sha256)
          values (gen_random_uuid(), '%s', 'Kelp', true, '海带.txt', 'text/plain', 16,
                  sha256('x')) returning id)
        insert into material_content select id, 'Kelp grows fast.' from m
        """
            .formatted(ann.account()));
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void holdsAllThatOneHasAndNothingOfOthers() throws Exception {
    UUID export = request(ann, Duration.ofDays(1));
    Fence fence = fence();

    List<ExportItem> items = exports.items(export);
    assertEquals(3, items.size());
    exports.write(export, fence, items.subList(0, 1));
    exports.write(export, fence, items.subList(1, 3));
    assertFalse(exports.fetch(ann, export, new ByteArrayOutputStream()), "not complete yet");
    exports.finish(export, fence);
    exports.finish(export, fence);

    Map<String, String> files = fetch(ann, export);
    assertEquals(4, files.size(), files.keySet().toString());
    assertTrue(files.get("account.json").contains(ann.account().toString()));
    assertTrue(files.toString().contains("Why do plants need light?"), files.toString());
    assertTrue(files.containsValue("Kelp grows fast."), files.toString());
    assertTrue(files.keySet().stream().anyMatch(name -> name.endsWith("/海带.txt")));
    assertFalse(files.toString().contains("Bob's secret"));
    assertTrue(exports.find(ann, export).orElseThrow().ready());
  }

  @Test
  void givesItToNobodyElseAndNotTooLate() throws Exception {
    UUID hers = complete(ann, Duration.ofDays(1));
    UUID old = complete(ann, Duration.ofSeconds(-1));

    assertFalse(exports.fetch(bob, hers, new ByteArrayOutputStream()));
    assertTrue(exports.find(bob, hers).isEmpty());
    assertFalse(exports.fetch(ann, old, new ByteArrayOutputStream()));
    assertTrue(exports.fetch(ann, hers, new ByteArrayOutputStream()));
  }

  @Test
  void lateRunAddsNothing() throws Exception {
    UUID export = request(ann, Duration.ofDays(1));
    UUID task = UUID.randomUUID();
    Fence late = runs.take(task, "export").fence();
    runs.take(task, "export");

    assertThrows(FencedException.class, () -> exports.write(export, late, exports.items(export)));
    assertThrows(FencedException.class, () -> exports.finish(export, late));
    assertEquals("0", database.query("select count(*) from export_part"));
  }

  @Test
  void addsUpADayAsOftenAsOneLikes() throws Exception {
    UsageRollup rollup = new UsageRollup(database.dataSource());
    assertTrue(rollup.begin().isEmpty());
    answer(ann, "2026-02-28 23:59:59+00", "done", 1);
    answer(ann, "2026-03-01 00:00:00+00", "done", 10);
    answer(ann, "2026-03-01 23:59:59+00", "failed", 20);
    answer(bob, "2026-03-01 12:00:00+00", "blocked", 40);
    answer(bob, "2026-03-02 00:00:00+00", "done", 80);
    assertEquals(LocalDate.parse("2026-02-28"), rollup.begin().orElseThrow());

    for (int time = 0; time < 2; time++) {
      List<Usage> all = rollup.addUp(DAY, null, 10);
      assertEquals(2, all.size());
      assertEquals(all.subList(1, 2), rollup.addUp(DAY, all.get(0).account(), 10));
      rollup.write(fence(), all);
    }

    assertEquals(
        "2 1 30",
        database.query(
            "select answers || ' ' || failed || ' ' || output_tokens from usage_day"
                + " where account_id = '%s'".formatted(ann.account())));
    assertEquals("1", database.query("select blocked from usage_day where answers = 1"));
    assertEquals("2", database.query("select count(*) from usage_day"));
    assertEquals(DAY.plusDays(1), rollup.begin().orElseThrow());
  }

  private UUID request(Caller caller, Duration kept) {
    UUID export = UUID.randomUUID();
    exports.insert(export, caller.account(), UUID.randomUUID(), kept);
    return export;
  }

  private UUID complete(Caller caller, Duration kept) {
    UUID export = request(caller, kept);
    Fence fence = fence();
    exports.write(export, fence, exports.items(export));
    exports.finish(export, fence);
    return export;
  }

  private Fence fence() {
    return runs.take(UUID.randomUUID(), "test").fence();
  }

  private Map<String, String> fetch(Caller caller, UUID export) throws Exception {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    assertTrue(exports.fetch(caller, export, zip));
    Map<String, String> files = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip.toByteArray()))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  private void talk(Caller caller, String text) throws Exception {
    database.run(
        """
        with c as (
          insert into conversation (id, account_id, title, created_at, updated_at)
          values (gen_random_uuid(), '%1$s', 'A talk', now(), now()) returning id)
        insert into message (id, conversation_id, account_id, role, text, created_at)
        select gen_random_uuid(), id, '%1$s', 'learner', '%2$s', now() from c
        """
            .formatted(caller.account(), text.replace("'", "''")));
  }

  private void answer(Caller caller, String ended, String outcome, int tokens) throws Exception {
    database.run(
        """
        insert into generation (id, account_id, conversation_id, request_id, question_id,
                                answer_id, node, lease_until, outcome, started_at, ended_at,
                                input_tokens, output_tokens, cost_micros)
        select gen_random_uuid(), account_id, id, gen_random_uuid()::text, gen_random_uuid(),
          gen_random_uuid(), 'node-1', now(), '%2$s', '%3$s', '%3$s', %4$d, %4$d, 0
        from conversation where account_id = '%1$s'
        """
            .formatted(caller.account(), outcome, ended, tokens));
  }
}
