package dev.sparkle.operations.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.identity.entity.Role;
import dev.sparkle.knowledge.control.ScratchDatabase;
import dev.sparkle.operations.control.Retention.Rule;
import dev.sparkle.platform.control.Settings;
import dev.sparkle.task.control.jobs.Fence;
import dev.sparkle.task.control.jobs.FencedException;
import dev.sparkle.task.control.jobs.JobRuns;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes by age, on both sides of the line. */
class RetentionIT {

  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration HALF_A_YEAR = Duration.ofDays(180);

  private ScratchDatabase database;
  private JobRuns runs;
  private Retention retention;

  @BeforeEach
  void open() throws Exception {
    database = new ScratchDatabase();
    runs = new JobRuns(database.dataSource());
    retention = new Retention(database.dataSource());
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void removesWhatOpensNoDoorAnyMore() throws Exception {
    UUID ann = guest("1 day");
    for (String table : List.of("refresh_token", "chat_ticket")) {
      String family = table.equals("chat_ticket") ? "" : "family, ";
      String value = family.isEmpty() ? "" : "gen_random_uuid(), ";
      database.run(
          """
          insert into %s (hash, %saccount_id, expires_at)
          select sha256(late::text::bytea), %s'%s', now() - late
          from unnest('{-1 hour, -2 seconds, 2 seconds, 1 hour}'::interval[]) late
          """
              .formatted(table, family, value, ann));
    }

    assertEquals(2, all("refresh tokens"));
    assertEquals(2, all("tickets"));

    assertEquals(
        "2", database.query("select count(*) from refresh_token where expires_at > now()"));
    assertEquals("2", database.query("select count(*) from refresh_token"));
    assertEquals("2", database.query("select count(*) from chat_ticket where expires_at > now()"));
    assertEquals("2", database.query("select count(*) from chat_ticket"));
  }

  @Test
  void removesExportsWithTheirPartsWhenTheirTimeIsOver() throws Exception {
    UUID ann = guest("1 day");
    database.run(
        """
        with made as (
          insert into export (id, account_id, task_id, expires_at, ready_at)
          select gen_random_uuid(), '%s', gen_random_uuid(), now() - late, now()
          from unnest('{-1 hour, 2 seconds, 9 days}'::interval[]) late returning id)
        insert into export_part (export_id, ordinal, bytes) select id, 0, 'zip' from made
        """
            .formatted(ann));

    assertEquals(2, all("exports"));

    assertEquals("1", database.query("select count(*) from export where expires_at > now()"));
    assertEquals("1", database.query("select count(*) from export_part"));
  }

  @Test
  void removesWhatGuardedTheDoorWhenItDoesNotCountAnyMore() throws Exception {
    UUID ann = guest("1 day");
    database.run(
        """
        insert into door_attempt (key, level, last_at)
        select 'in:' || old, 1, now() - old from unnest('{1 hour, 47 hours, 49 hours}'::interval[]) old;
        insert into session_end (account_id, version, reason, at)
        select '%1$s', 1, 'signed_out', now() - old
        from unnest('{1 minute, 47 hours, 49 hours}'::interval[]) old;
        insert into password_reset (hash, account_id, expires_at)
        select late::text::bytea, '%1$s', now() - late
        from unnest('{-1 minute, 2 seconds}'::interval[]) late;
        insert into external_token (hash, expires_at)
        select late::text::bytea, now() - late from unnest('{-1 minute, 2 seconds}'::interval[]) late
        """
            .formatted(ann));

    assertEquals(1, all("attempts to come in"));
    assertEquals(1, all("ended sessions"));
    assertEquals(1, all("reset tokens"));
    assertEquals(1, all("external tokens"));
  }

  @Test
  void removesOnlyMaterialThatFailedLongAgo() throws Exception {
    UUID ann = guest("1 day");
    material(ann, "failed", "29 days 23 hours", "kept: young");
    material(ann, "failed", "30 days 1 hour", "old");
    material(ann, "ready", "999 days", "kept: ready");
    material(ann, "queued", "999 days", "kept: waits");

    assertEquals(1, all("failed materials"));

    assertEquals(
        "kept: ready\nkept: waits\nkept: young",
        database.query("select title from material order by title"));
    assertEquals("3", database.query("select count(*) from material_content"));
  }

  @Test
  void removesGuestsWhoCannotComeBackWithAllThatTheyHad() throws Exception {
    UUID gone = guest("181 days");
    conversation(gone, "181 days");
    material(gone, "ready", "181 days", "old");
    database.run(
        """
        insert into usage_day values (current_date - 200, '%1$s', 1, 0, 0, 1, 1, 1);
        insert into refresh_token (hash, family, account_id, expires_at)
        values ('spent', gen_random_uuid(), '%1$s', now() - interval '1 minute');
        """
            .formatted(gone));
    UUID young = guest("179 days");
    UUID canComeBack = guest("400 days");
    database.run(
        """
        insert into refresh_token (hash, family, account_id, expires_at)
        values ('good', gen_random_uuid(), '%s', now() + interval '1 minute')
        """
            .formatted(canComeBack));
    UUID talks = guest("400 days");
    conversation(talks, "400 days");
    conversation(talks, "179 days");
    UUID handsIn = guest("400 days");
    material(handsIn, "ready", "179 days", "young");
    UUID registered = guest("400 days");
    database.run("update account set kind = 'registered' where id = '%s'".formatted(registered));

    assertEquals(1, all("guests"));

    assertEquals("0", count("account", "id", gone));
    for (UUID kept : List.of(young, canComeBack, talks, handsIn, registered)) {
      assertEquals("1", count("account", "id", kept));
    }
    for (String table :
        List.of("conversation", "message", "generation", "material", "chunk", "usage_day")) {
      assertEquals("0", count(table, "account_id", gone), table);
    }
    assertEquals("2", database.query("select count(*) from conversation"));
    assertEquals("1", database.query("select count(*) from chunk"));
    assertEquals(
        "1",
        database.query("select count(*) from account where kind = 'local'"),
        "the operator at the server stays");
  }

  @Test
  void goesInRoundsUntilNothingIsLeft() throws Exception {
    UUID ann = guest("1 day");
    database.run(
        """
        insert into chat_ticket (hash, account_id, expires_at)
        select sha256(n::text::bytea), '%s', now() - interval '1 hour'
        from generate_series(1, 1100) n
        """
            .formatted(ann));
    Fence fence = fence();
    Rule tickets = rule("tickets");

    assertEquals(500, retention.round(tickets, fence));
    assertEquals(500, retention.round(tickets, fence));
    assertEquals(100, retention.round(tickets, fence));
    assertEquals(0, retention.round(tickets, fence));
  }

  @Test
  void lateRunRemovesNothing() throws Exception {
    UUID task = UUID.randomUUID();
    Fence late = runs.take(task, "retention-purge").fence();
    runs.take(task, "retention-purge");
    guest("400 days");

    assertThrows(FencedException.class, () -> retention.round(rule("guests"), late));

    assertEquals("1", database.query("select count(*) from account where kind = 'guest'"));
  }

  @Test
  void removesNothingWhoseAgeIsNever() {
    List<String> names =
        Retention.rules(settings(Duration.ZERO, Duration.ZERO)).stream().map(Rule::name).toList();

    assertEquals(
        List.of(
            "refresh tokens",
            "tickets",
            "attempts to come in",
            "ended sessions",
            "reset tokens",
            "external tokens",
            "exports"),
        names);
  }

  @ParameterizedTest
  @CsvSource({
    "refresh tokens, refresh_token_expiry",
    "tickets, chat_ticket_expiry",
    "attempts to come in, door_attempt_age",
    "ended sessions, session_end_at",
    "reset tokens, password_reset_expiry",
    "external tokens, external_token_expiry",
    "exports, export_expiry",
    "failed materials, material_failed"
  })
  void findsWhatIsDueByAnIndex(String rule, String index) throws Exception {
    String sql = rule(rule).sql().replaceFirst("\\?", "1000").replaceFirst("\\?", "500");
    String plan = database.explain(sql);
    assertTrue(plan.contains(index), plan);
  }

  /** PostgreSQL looks for them with each account that goes. */
  @ParameterizedTest
  @CsvSource({
    "refresh_token",
    "conversation",
    "message",
    "generation",
    "material",
    "chunk",
    "usage_day",
    "export"
  })
  void findsWhatGoesWithAnAccountByAnIndex(String table) throws Exception {
    String plan =
        database.explain(
            "delete from only %s where account_id = '%s'".formatted(table, UUID.randomUUID()));
    assertFalse(plan.contains("Seq Scan"), plan);
  }

  private int all(String name) {
    int removed = retention.round(rule(name), fence());
    assertEquals(0, retention.round(rule(name), fence()), "done once, nothing is left");
    return removed;
  }

  private Rule rule(String name) {
    return Retention.rules(settings(MONTH, HALF_A_YEAR)).stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Settings.Jobs settings(Duration failedMaterials, Duration guests) {
    return new Settings.Jobs(
        2,
        Duration.ofDays(7),
        failedMaterials,
        guests,
        Duration.ofDays(7),
        Optional.empty(),
        Optional.empty());
  }

  private Fence fence() {
    return runs.take(UUID.randomUUID(), "retention-purge").fence();
  }

  private UUID guest(String age) throws Exception {
    UUID id = database.newCaller(Role.LEARNER).account();
    database.run(
        "update account set created_at = now() - interval '%s' where id = '%s'".formatted(age, id));
    return id;
  }

  private void conversation(UUID account, String age) throws Exception {
    database.run(
        """
        with talk as (
          insert into conversation (id, account_id, title, created_at, updated_at)
          select gen_random_uuid(), '%1$s', 'A talk', at, at
          from (select now() - interval '%2$s' as at) age returning id),
        said as (
          insert into message (id, conversation_id, account_id, role, text, created_at)
          select gen_random_uuid(), id, '%1$s', 'learner', 'Hello', now() from talk)
        insert into generation (id, account_id, conversation_id, request_id, question_id,
                                answer_id, node, lease_until, outcome, started_at, ended_at)
        select gen_random_uuid(), '%1$s', id, id::text, gen_random_uuid(), gen_random_uuid(),
          'node-1', now(), 'done', now(), now() from talk
        """
            .formatted(account, age));
  }

  private void material(UUID account, String status, String age, String title) throws Exception {
    database.run(
        """
        with it as (
          insert into material (id, account_id, title, title_given, file_name, media_type,
                                byte_size, sha256, status, error_code, created_at, updated_at)
          select gen_random_uuid(), '%1$s', '%4$s', true, 'a.txt', 'text/plain', 16, sha256('x'),
            '%2$s', case when '%2$s' = 'failed' then 'damaged' end, at, at
          from (select now() - interval '%3$s' as at) age returning id),
        content as (insert into material_content select id, 'Kelp grows fast.' from it)
        insert into chunk (id, material_id, account_id, shared, ordinal, heading, text, language,
                           search, embedding, embedding_model)
        select gen_random_uuid(), id, '%1$s', false, 0, '', 'Kelp', 'en', '', '[1]', 'm' from it
        where '%2$s' = 'ready'
        """
            .formatted(account, status, age, title));
  }

  private String count(String table, String column, UUID id) throws Exception {
    return database.query("select count(*) from %s where %s = '%s'".formatted(table, column, id));
  }
}
