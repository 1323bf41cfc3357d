package dev.sparkle.audit.control;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.audit.control.Verification.What;
import dev.sparkle.audit.entity.AuditEvent;
import dev.sparkle.audit.entity.AuditKind;
import dev.sparkle.audit.entity.AuditRecord;
import dev.sparkle.audit.entity.Head;
import dev.sparkle.audit.entity.Severity;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chains on a real PostgreSQL. */
class AuditChainIT {

  private AuditDatabase database;
  private Connection connection;

  @BeforeEach
  void open() throws Exception {
    database = new AuditDatabase();
    connection = database.connect();
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    database.close();
  }

  private static final class Node {
    final AuditQueue queue;
    final ChainWriter writer;

    Node(String name) {
      this(name, AuditQueue.ROOM);
    }

    Node(String name, int room) {
      queue = new AuditQueue(Clock.systemUTC(), room);
      writer = new ChainWriter(name, queue, new AuditRows());
    }

    CompletionStage<Void> tell(int i) {
      return queue.add(
          AuditEvent.verdict(
              Severity.WARNING,
              "a1b2",
              new UUID(1, i),
              "input",
              "blocked",
              "prompt_leak",
              0.987,
              List.of("en-leak", "ngram")));
    }
  }

  @Test
  void writesWhatWasToldInOneChainThatHolds() throws Exception {
    Node node = new Node("node-1");
    for (int i = 0; i < 1200; i++) {
      node.tell(i);
    }
    List<Integer> batches = new ArrayList<>();
    for (int written; (written = node.writer.flush(connection)) > 0; ) {
      batches.add(written);
    }

    assertEquals(List.of(501, 500, 200), batches);
    Verification found = database.verify();
    assertTrue(found.whole(), found.toString());
    assertEquals(1201, found.records());
    assertEquals(node.writer.head(), found.chains().get(0).head());
  }

  @Test
  void readsBackWhatWasWrittenToTheLastField() throws Exception {
    Node node = new Node("node-1");
    node.tell(7).toCompletableFuture();
    node.writer.flush(connection);

    AuditRecord record =
        new AuditReading().list(connection, AuditFilter.all().kind(AuditKind.VERDICT), 10).get(0);

    assertEquals(new UUID(1, 7), record.event().generation());
    assertEquals(987, record.event().score());
    assertEquals(List.of("en-leak", "ngram"), record.event().rules());
    assertEquals("a1b2", record.event().account());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_record set decision = 'allowed'",
        "delete from audit_record",
        "delete from audit_record where false",
        "truncate audit_record",
        "delete from audit_chain",
        "insert into audit_record select * from audit_record on conflict (chain, seq)"
            + " do update set decision = 'allowed'"
      })
  void refusesToChangeOrTakeOutAnything(String attempt) throws Exception {
    Node node = new Node("node-1");
    node.tell(1);
    node.writer.flush(connection);

    SQLException refused = assertThrows(SQLException.class, () -> database.run(attempt));

    assertEquals("42501", refused.getSQLState(), refused.getMessage());
    assertEquals("2", database.ask("select count(*) from audit_record"));
  }

  @Test
  void refusesEvenAfterTheRightWasGivenBack() throws Exception {
    database.run("grant update, delete, truncate on audit_record to current_user");

    SQLException refused =
        assertThrows(SQLException.class, () -> database.run("delete from audit_record"));

    assertTrue(refused.getMessage().contains("only ever added"), refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at = at + interval '1 microsecond'",
        "kind = 'sign_in'",
        "severity = 'info'",
        "account = 'ffff'",
        "account = null",
        "generation = gen_random_uuid()",
        "layer = 'output'",
        "decision = 'allowed'",
        "decision = 'block ed'",
        "reason = 'none'",
        "score = 988",
        "rules = 'en-leak'",
        "rules = ''",
        "object = 'x:1'",
        "anchor_chain = 'node-2'",
        "hash = decode(repeat('ab', 32), 'hex')"
      })
  void findsWhatTheOwnerOfTheTableForged(String forged) throws Exception {
    Node node = new Node("node-1");
    for (int i = 0; i < 20; i++) {
      node.tell(i);
    }
    node.writer.flush(connection);

    asOwner("update audit_record set " + forged + " where seq = 9");

    Verification found = database.verify();
    assertEquals(9, found.broken("node-1").orElseThrow().seq(), found.toString());
    assertEquals(What.ALTERED, found.broken("node-1").orElseThrow().what());
  }

  @Test
  void twoNodesAnchorEachOtherAndSoFindThatOneWasCutOff() throws Exception {
    Node one = new Node("node-1");
    Node two = new Node("node-2");
    for (int round = 0; round < 3; round++) {
      for (Node node : List.of(one, two)) {
        node.tell(round);
        node.writer.flush(connection);
        node.writer.anchor(connection);
        node.writer.flush(connection);
      }
    }
    assertTrue(database.verify().whole(), database.verify().toString());
    String before = database.ask("select count(*) from audit_record");
    for (Node node : List.of(one, two, one, two)) {
      node.writer.anchor(connection);
      node.writer.flush(connection);
    }
    assertEquals(
        Integer.parseInt(before) + 1,
        Integer.parseInt(database.ask("select count(*) from audit_record")),
        "what node-2 wrote last is seen, and quiet nodes do not anchor each other's anchors");

    long end = two.writer.head().seq();
    asOwner("delete from audit_record where chain = 'node-1' and seq >= 4");

    Verification found = database.verify();
    assertEquals(4, found.broken("node-1").orElseThrow().seq(), found.toString());
    assertEquals(What.CUT_OFF, found.broken("node-1").orElseThrow().what());
    assertTrue(found.broken("node-2").isEmpty());
    assertEquals(end, found.chains().get(1).head().seq());
  }

  @Test
  void aKeptHeadFindsThatALonelyChainWasCutOff() throws Exception {
    Node node = new Node("node-1");
    node.tell(1);
    node.writer.flush(connection);
    Head kept = node.writer.head();
    asOwner("delete from audit_record where seq = 2");

    assertTrue(database.verify().whole(), "nobody else saw it");
    assertFalse(database.verify(kept).whole());
  }

  @Test
  void notesThatTheEndIsNotTheOneItWrote() throws Exception {
    Node node = new Node("node-1");
    node.tell(1);
    node.writer.flush(connection);
    asOwner("delete from audit_record where seq = 2");
    node.tell(2);
    node.writer.flush(connection);

    List<AuditRecord> noted =
        new AuditReading().list(connection, AuditFilter.all().kind(AuditKind.HEAD_CHANGED), 10);
    assertEquals("record:2", noted.get(0).event().object());
    assertEquals(Severity.SEVERE, noted.get(0).event().severity());
  }

  @Test
  void tellsAGoodbyeFromACrash() throws Exception {
    Node first = new Node("node-1");
    first.writer.flush(connection);
    first.queue.add(AuditEvent.ofTheRecord(AuditKind.STOP, Severity.INFO, "goodbye", null));
    first.writer.flush(connection);
    new Node("node-1").writer.flush(connection);
    new Node("node-1").writer.flush(connection);

    List<String> starts =
        new AuditReading()
            .list(connection, AuditFilter.all().kind(AuditKind.START), 10).stream()
                .map(record -> record.event().decision())
                .toList();

    assertEquals(List.of("after_crash", "after_stop", "first"), starts);
    assertEquals(1, database.verify().chains().get(0).crashes());
  }

  @Test
  void keepsWhatCouldNotBeWrittenAndTellsWhatFoundNoRoom() throws Exception {
    Node node = new Node("node-1", 50);
    node.writer.flush(connection);
    Connection broken = database.connect();
    broken.close();
    for (int i = 0; i < 80; i++) {
      node.tell(i);
      if (i == 20) {
        assertThrows(SQLException.class, () -> node.writer.flush(broken));
      }
    }
    while (node.writer.flush(connection) > 0) {
      // until all is written
    }

    Verification found = database.verify();
    assertTrue(found.whole());
    // 1 start, 21 kept with the failed batch, 50 in the queue, 1 about the 9 that found no room
    assertEquals(73, found.records());
    assertEquals(9, found.chains().get(0).lost());
  }

  @Test
  void doesNotWriteTwiceWhenTheAnswerToACommitWasLost() throws Exception {
    Node node = new Node("node-1");
    node.writer.flush(connection);
    CompletionStage<Void> told = node.tell(1);
    assertThrows(SQLException.class, () -> node.writer.flush(new LosingCommits(connection).open()));
    assertFalse(told.toCompletableFuture().isDone());

    node.tell(2);
    while (node.writer.flush(connection) > 0 || node.queue.size() > 0) {
      // until all is written
    }

    assertTrue(told.toCompletableFuture().isDone());
    assertEquals(3, database.verify().records());
  }

  @Test
  void twoProcessesOfOneNameShareAChainThatHolds() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    List<java.util.concurrent.Future<?>> both = new ArrayList<>();
    for (int n = 0; n < 2; n++) {
      both.add(
          pool.submit(
              () -> {
                Node node = new Node("node-1");
                try (Connection own = database.connect()) {
                  for (int i = 0; i < 30; i++) {
                    node.tell(i);
                    node.writer.flush(own);
                  }
                }
                return null;
              }));
    }
    for (var one : both) {
      one.get(60, TimeUnit.SECONDS);
    }
    pool.shutdown();

    Verification found = database.verify();
    assertTrue(found.whole(), found.toString());
    assertEquals("60", database.ask("select count(*) from audit_record where kind = 'verdict'"));
  }

  @Test
  void waitsForTheCommitWhereAnActMustNotHappenUnrecorded() throws Exception {
    AuditQueue queue = new AuditQueue(Clock.systemUTC());
    AuditLog log = new AuditLog(queue);
    AuditEvent act = AuditEvent.operator("p1", "queue.pause", "queue:mail");
    assertThrows(IllegalStateException.class, () -> log.recordDurably(act, Duration.ofMillis(50)));

    ExecutorService pool = Executors.newSingleThreadExecutor();
    ChainWriter writer = new ChainWriter("node-1", queue, new AuditRows());
    var told = pool.submit(() -> log.recordDurably(act, Duration.ofSeconds(30)));
    while (!told.isDone()) {
      writer.flush(connection);
    }
    assertDoesNotThrow(() -> told.get());
    pool.shutdown();
    assertEquals(
        "2", database.ask("select count(*) from audit_record where decision = 'queue.pause'"));
  }

  /** The window: what a process that is killed at any moment may lose is what it told just now. */
  @Test
  void aKilledProcessLosesOnlyTheLastMomentAndTheNextOneTells() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "-Dsparkle.test.jdbc-url=" + System.getProperty("sparkle.test.jdbc-url"),
                CrashingNode.class.getName(),
                database.name())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Map<Integer, Long> told = new TreeMap<>();
    try (BufferedReader out = process.inputReader()) {
      for (String line; (line = out.readLine()) != null; ) {
        if (line.indexOf(' ') > 0) {
          String[] parts = line.split(" ");
          told.put(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
        }
        if (told.size() == 700) {
          process.toHandle().destroyForcibly(); // leaves its output to be read
        }
      }
    }
    process.waitFor(10, TimeUnit.SECONDS);
    assertEquals(137, process.exitValue(), "killed with -9");

    new ChainWriter("crashing", new AuditQueue(Clock.systemUTC()), new AuditRows())
        .flush(connection);

    Verification found = database.verify();
    assertTrue(found.whole(), found.toString());
    assertEquals(1, found.chains().get(0).crashes());
    int kept =
        Integer.parseInt(database.ask("select count(*) from audit_record where kind = 'sign_in'"));
    int last = told.size();
    assertTrue(kept > 0 && kept <= last + 10, kept + " of " + last);
    long window = kept >= last ? 0 : told.get(last) - told.get(kept + 1);
    System.out.println("lost " + (last - kept) + " of " + last + ", told within " + window + " ms");
    assertTrue(window < 2_000, "lost what was told within " + window + " ms");
  }

  private void asOwner(String sql) throws SQLException {
    database.run("grant update, delete on audit_record to current_user");
    database.run("alter table audit_record disable trigger audit_record_append_only");
    database.run(sql);
    database.run("alter table audit_record enable trigger audit_record_append_only");
  }
}
