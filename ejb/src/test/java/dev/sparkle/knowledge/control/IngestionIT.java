package dev.sparkle.knowledge.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.knowledge.entity.Acceptance;
import dev.sparkle.knowledge.entity.Audience;
import dev.sparkle.knowledge.entity.Chunk;
import dev.sparkle.knowledge.entity.Clearance;
import dev.sparkle.knowledge.entity.Material;
import dev.sparkle.knowledge.entity.MaterialPage;
import dev.sparkle.knowledge.entity.MaterialStatus;
import dev.sparkle.knowledge.entity.Passage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How materials come in, and how nodes share the work; time is the length of a lease. */
class IngestionIT {

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration OVER = Duration.ZERO;
  private static final String TEXT = "Plants need light and water.\n\nRoots take up water.\n";

  private final IngestionRows rows = new IngestionRows();
  private ScratchDatabase database;
  private Classroom room;
  private Caller ann;
  private Connection connection;

  @BeforeEach
  void open() throws Exception {
    database = new ScratchDatabase();
    room = new Classroom(database.dataSource());
    ann = database.newCaller(Role.LEARNER);
    connection = database.dataSource().getConnection();
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    database.close();
  }

  @Test
  void uploadBecomesReady() throws Exception {
    Material queued = room.accept(ann, Audience.ME, "plants.md", "# Plants\n\n" + TEXT);
    assertEquals(MaterialStatus.QUEUED, queued.status());
    assertEquals("plants", queued.title());
    assertTrue(room.ingestion.next());
    assertFalse(room.ingestion.next());
    Material ready = read(queued.id());
    assertEquals(MaterialStatus.READY, ready.status());
    assertEquals("Plants", ready.title());
    assertEquals("en", ready.language());
    assertEquals(1, ready.progress());
    assertEquals("" + ready.chunks(), database.query("select count(*) from chunk"));
  }

  @Test
  void keepsWhatTheJudgeLeftOfAPieceBesideIt() throws Exception {
    room = new Classroom(database.dataSource(), new Censor());
    Material robots =
        room.accept(ann, Audience.ME, "robots.md", "# Robots\n\nPlants need light. Robots obey.\n");
    Material plants = room.accept(ann, Audience.ME, "plants.md", "# Plants\n\n" + TEXT);
    room.ingestAll();

    assertEquals(1, read(robots.id()).flagged());
    assertEquals(0, read(plants.id()).flagged());
    Passage found =
        room.retrieval.find(ann, "Robots obey", Set.of(robots.id()), 1).stream()
            .findFirst()
            .orElseThrow();
    assertEquals("Plants need light. Robots obey.", found.text());
    assertEquals(
        new Clearance("censor", found.heading(), "Plants need light. […]"), found.clearance());
    assertNull(found.course(), "anyone may name a course on his own material");
  }

  /** Takes out what robots do. */
  private static final class Censor implements MaterialJudge {

    @Override
    public String name(String course) {
      return "censor";
    }

    @Override
    public Clearance clear(String course, String heading, String text) {
      return new Clearance(name(course), heading, text.replace("Robots obey.", "[…]"));
    }
  }

  @Test
  void whatCannotBeReadSaysWhy() throws Exception {
    Material queued = room.accept(ann, Audience.ME, "scan.pdf", "%PDF-1.7\nbroken");
    room.ingestAll();
    Material failed = read(queued.id());
    assertEquals(MaterialStatus.FAILED, failed.status());
    assertEquals("damaged", failed.failure().code());
  }

  @Test
  void whatTheFirstBytesTellIsRefusedAtOnce() throws Exception {
    Acceptance.Refused refused =
        assertInstanceOf(
            Acceptance.Refused.class, room.offer(ann, Audience.ME, "a.pdf", "PK\u0003\u0004..."));
    assertEquals("type_mismatch", refused.code());
    assertEquals(
        "too_large",
        assertInstanceOf(
                Acceptance.Refused.class,
                room.offer(ann, Audience.ME, "a.txt", "a".repeat((1 << 20) + 1)))
            .code());
    assertEquals("0", database.query("select count(*) from material"));
  }

  @Test
  void onlyTeachersAndOperatorsShareWithEveryone() throws Exception {
    assertEquals(
        "forbidden",
        assertInstanceOf(
                Acceptance.Refused.class, room.offer(ann, Audience.EVERYONE, "a.txt", TEXT))
            .code());
    room.accept(database.newCaller(Role.TEACHER), Audience.EVERYONE, "a.txt", TEXT);
    room.accept(database.newCaller(Role.OPERATOR), Audience.EVERYONE, "b.txt", TEXT);
  }

  @Test
  void ownersAndOperatorsRemove() throws Exception {
    Caller bob = database.newCaller(Role.TEACHER);
    Caller operator = database.newCaller(Role.OPERATOR);
    Material mine = room.accept(ann, Audience.ME, "a.txt", TEXT);
    Material other = room.accept(ann, Audience.ME, "b.txt", TEXT);
    room.ingestAll();
    assertFalse(room.materials.delete(bob, mine.id()));
    assertTrue(room.materials.delete(ann, mine.id()));
    assertFalse(room.materials.delete(ann, mine.id()));
    assertTrue(room.materials.delete(operator, other.id()));
    assertEquals("0", database.query("select count(*) from chunk"));
    assertEquals("0", database.query("select count(*) from material_content"));
  }

  @Test
  void listComesInPagesAndShowsWhatOneMaySee() throws Exception {
    Caller bob = database.newCaller(Role.TEACHER);
    List<UUID> expected = new ArrayList<>();
    for (int each = 0; each < 5; each++) {
      expected.add(0, room.accept(ann, Audience.ME, each + ".txt", TEXT).id());
      room.accept(bob, Audience.ME, "hidden.txt", TEXT);
      expected.add(0, room.accept(bob, Audience.EVERYONE, "shared.txt", TEXT).id());
    }
    List<UUID> seen = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      MaterialPage page = room.materials.list(ann, cursor, 3).orElseThrow();
      page.items().forEach(each -> seen.add(each.id()));
      cursor = page.nextCursor();
    } while (cursor.isPresent());
    assertEquals(expected, seen);
    assertEquals(Optional.empty(), room.materials.list(ann, Optional.of("made up"), 3));
  }

  @Test
  void contentComesBackInSlicesAsItWas() throws Exception {
    String text = "0123456789".repeat(100_000);
    room.accept(ann, Audience.ME, "a.txt", text);
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    rows.copyContent(connection, claim(LONG).orElseThrow(), copy);
    assertEquals(text, copy.toString(StandardCharsets.UTF_8));
  }

  @Test
  void twoNodesNeverTakeTheSame() throws Exception {
    room.accept(ann, Audience.ME, "a.txt", TEXT);
    room.accept(ann, Audience.ME, "b.txt", TEXT);
    try (Connection other = database.dataSource().getConnection()) {
      other.setAutoCommit(false);
      Claim first = rows.claim(other, LONG).orElseThrow();
      Claim second = claim(LONG).orElseThrow();
      other.commit();
      assertNotEquals(first.material(), second.material());
      assertEquals(Optional.empty(), claim(LONG));
    }
  }

  @Test
  void whatASilentNodeLeftIsTakenOverAndTheLateNodeWritesNothing() throws Exception {
    room.accept(ann, Audience.ME, "a.txt", TEXT);
    Claim late = claim(OVER).orElseThrow();
    assertTrue(append(late, 0, OVER));
    Claim next = claim(LONG).orElseThrow();
    assertEquals(late.material(), next.material());
    assertEquals(2, next.attempt());
    assertEquals("0", database.query("select count(*) from chunk"));
    assertFalse(append(late, 0, LONG));
    assertFalse(rows.renew(connection, late, LONG));
    assertFalse(rows.finish(connection, late, 1, "en", "late"));
    assertFalse(rows.fail(connection, late, Unreadables.damaged()));
    assertFalse(rows.release(connection, late));
    assertTrue(append(next, 0, LONG));
    assertTrue(rows.finish(connection, next, 1, "en", null));
    assertEquals("ready", database.query("select status from material"));
  }

  @Test
  void livingNodeKeepsItsClaim() throws Exception {
    room.accept(ann, Audience.ME, "a.txt", TEXT);
    Claim claim = claim(OVER).orElseThrow();
    assertTrue(rows.renew(connection, claim, LONG));
    assertEquals(Optional.empty(), claim(LONG));
  }

  @Test
  void fileThatSilencesThreeNodesIsGivenUp() throws Exception {
    Material material = room.accept(ann, Audience.ME, "a.txt", TEXT);
    for (int attempt = 1; attempt <= IngestionRows.MAX_ATTEMPTS; attempt++) {
      assertEquals(attempt, claim(OVER).orElseThrow().attempt());
    }
    assertEquals(Optional.empty(), claim(OVER));
    assertEquals(1, rows.giveUp(connection, Unreadables.damaged()));
    Material failed = read(material.id());
    assertEquals(MaterialStatus.FAILED, failed.status());
    assertEquals("damaged", failed.failure().code());
  }

  @Test
  void whatIsHandedBackCountsNoAttempt() throws Exception {
    room.accept(ann, Audience.ME, "a.txt", TEXT);
    for (int each = 0; each < 5; each++) {
      Claim claim = claim(LONG).orElseThrow();
      assertEquals(1, claim.attempt());
      assertTrue(rows.release(connection, claim));
    }
  }

  @Test
  void stoppingNodeHandsBackWhatItIsDoing() throws Exception {
    Classroom[] stopping = new Classroom[1];
    stopping[0] =
        new Classroom(
            database.dataSource(), LONG, new WordEmbedder(() -> stopping[0].ingestion.stop()));
    Material material = room.accept(ann, Audience.ME, "a.txt", TEXT);
    stopping[0].ingestion.next();
    assertEquals(MaterialStatus.QUEUED, read(material.id()).status());
    assertFalse(stopping[0].ingestion.next());
    room.ingestAll();
    assertEquals(MaterialStatus.READY, read(material.id()).status());
  }

  @Test
  void nodeThatFailsLeavesTheMaterialToTheNextAttempt() throws Exception {
    Classroom broken =
        new Classroom(
            database.dataSource(),
            OVER,
            new WordEmbedder(
                () -> {
                  throw new IllegalStateException("no memory");
                }));
    Material material = room.accept(ann, Audience.ME, "a.txt", TEXT);
    assertThrows(IllegalStateException.class, broken.ingestion::next);
    room.ingestAll();
    assertEquals(MaterialStatus.READY, read(material.id()).status());
  }

  @Test
  void materialRemovedMeanwhileIsForgotten() throws Exception {
    Classroom[] slow = new Classroom[1];
    UUID[] id = new UUID[1];
    slow[0] =
        new Classroom(
            database.dataSource(),
            LONG,
            new WordEmbedder(() -> assertTrue(slow[0].materials.delete(ann, id[0]))));
    id[0] = room.accept(ann, Audience.ME, "a.txt", TEXT).id();
    slow[0].ingestAll();
    assertEquals("0", database.query("select count(*) from chunk"));
  }

  private Optional<Claim> claim(Duration lease) throws Exception {
    return rows.claim(connection, lease);
  }

  private boolean append(Claim claim, int ordinal, Duration lease) throws Exception {
    WordEmbedder embedder = new WordEmbedder();
    Chunk chunk = new Chunk(ordinal, "", null, "Plants need light.");
    return rows.append(
        connection,
        claim,
        List.of(
            new IngestionRows.Embedded(
                chunk,
                embedder.model(),
                embedder.embedQuestion(chunk.text()),
                MaterialJudge.NOBODY.clear(null, chunk.heading(), chunk.text()))),
        0.5,
        lease);
  }

  private Material read(UUID id) {
    return room.materials.get(ann, id).orElseThrow();
  }
}
