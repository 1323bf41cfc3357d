package dev.sparkle.chat.control.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an account has made. */
class ExportsIT {

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
  void knowsTheOneThatATaskIsMaking() throws Exception {
    UUID task = UUID.randomUUID();
    UUID export = UUID.randomUUID();
    exports.insert(export, ann.account(), task, Duration.ofDays(1));
    assertTrue(exports.making(ann).isEmpty(), "its task has ended without it");
    database.run(
        """
        insert into task (id, type, queue, lane, state, run_at, max_attempts, account_id, payload)
        values ('%s', 'account.export', 'batch', 1, 'queued', now(), 5, '%s', '{}')
        """
            .formatted(task, ann.account()));

    assertEquals(Optional.of(export), exports.making(ann));
    assertTrue(exports.making(bob).isEmpty());
    exports.finish(export, fence());
    assertTrue(exports.making(ann).isEmpty(), "it is ready");
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
}
