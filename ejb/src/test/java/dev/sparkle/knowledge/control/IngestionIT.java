package dev.sparkle.knowledge.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
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
import dev.sparkle.knowledge.entity.Place;
import dev.sparkle.task.control.jobs.Fence;
import dev.sparkle.task.control.jobs.FencedException;
import dev.sparkle.task.control.jobs.JobRuns;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How materials come in, and how one run of the job takes over from another. */
class IngestionIT {

  private static final String TEXT = "Plants need light and water.\n\nRoots take up water.\n";

  private static final String LONG_TEXT =
      "Plants need light, and roots take up the water that leaves give off. ".repeat(20);

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
    room.ingest(queued);
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
    Material stored = room.accept(ann, Audience.ME, "a.txt", text);
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    rows.copyContent(connection, stored.id(), copy);
    assertEquals(text, copy.toString(StandardCharsets.UTF_8));
  }

  @Test
  void goesOnAtTheCheckpointWithEachChunkOnce() throws Exception {
    Material material = room.accept(ann, Audience.ME, "a.txt", LONG_TEXT);
    Fence first = room.take(material);
    Intake before = room.ingestion.begin(material.id(), first, null).orElseThrow();
    store(before, first);
    Place place = before.place();
    store(before, first); // beyond the checkpoint: as if its transaction had not been the same
    Fence second = room.take(material);

    Intake after = room.ingestion.begin(material.id(), second, place).orElseThrow();
    assertEquals("0", database.query("select string_agg(ordinal::text, ' ') from chunk"));
    storeAll(after, second);
    room.ingestion.finish(material.id(), second);

    Material ready = read(material.id());
    assertTrue(ready.chunks() > 3, ready.toString());
    assertEquals("" + ready.chunks(), database.query("select count(distinct ordinal) from chunk"));
    assertEquals("" + ready.chunks(), database.query("select count(*) from chunk"));
  }

  @Test
  void beginsAnewWhereTheDocumentIsCutOtherwise() throws Exception {
    Material material = room.accept(ann, Audience.ME, "a.txt", LONG_TEXT);
    Fence first = room.take(material);
    Intake before = room.ingestion.begin(material.id(), first, null).orElseThrow();
    store(before, first);
    Fence second = room.take(material);

    Place elsewhere = new Place(1, "cut by another version");
    Intake after = room.ingestion.begin(material.id(), second, elsewhere).orElseThrow();

    assertEquals(0, after.place().next());
    assertEquals("0", database.query("select count(*) from chunk"));
  }

  @Test
  void lateRunWritesNothingOnceAnotherHasBegun() throws Exception {
    Material material = room.accept(ann, Audience.ME, "a.txt", LONG_TEXT);
    Fence late = room.take(material);
    Intake its = room.ingestion.begin(material.id(), late, null).orElseThrow();
    Fence next = room.take(material);
    assertEquals(late.number() + 1, next.number());

    assertThrows(FencedException.class, () -> store(its, late));
    assertThrows(FencedException.class, () -> room.ingestion.finish(material.id(), late));
    assertThrows(FencedException.class, () -> room.ingestion.begin(material.id(), late, null));
    assertEquals("0", database.query("select count(*) from chunk"));
    assertEquals(MaterialStatus.INGESTING, read(material.id()).status());
    Intake mine = room.ingestion.begin(material.id(), next, null).orElseThrow();
    storeAll(mine, next);
    room.ingestion.finish(material.id(), next);
    assertEquals(MaterialStatus.READY, read(material.id()).status());
  }

  @Test
  void nextRunWaitsForTheChunkThatIsBeingCommitted() throws Exception {
    Material material = room.accept(ann, Audience.ME, "a.txt", TEXT);
    Fence first = room.take(material);
    connection.setAutoCommit(false);
    JobRuns.hold(connection, first);
    try (Connection impatient = database.dataSource().getConnection();
        Statement statement = impatient.createStatement()) {
      statement.execute("set lock_timeout = 100");
      String take = "update job_run set fence = fence + 1 where task_id = '%s'";
      assertThrows(SQLException.class, () -> statement.execute(take.formatted(material.task())));
    }
    connection.commit();
    assertEquals(2, room.take(material).number());
  }

  @Test
  void publishesOnceHoweverOftenItIsTold() throws Exception {
    Material material = room.accept(ann, Audience.ME, "a.txt", TEXT);
    room.ingest(material);
    Fence again = room.take(material);

    room.ingestion.finish(material.id(), again);

    assertEquals(Optional.empty(), room.ingestion.begin(material.id(), again, null));
    assertEquals(MaterialStatus.READY, read(material.id()).status());
  }

  @Test
  void whatNobodyWorksOnAnyMoreIsGivenUp() throws Exception {
    Material material = room.accept(ann, Audience.ME, "a.txt", TEXT);
    room.ingestion.begin(material.id(), room.take(material), null).orElseThrow();

    assertTrue(room.ingestion.giveUp(material.id(), Unreadables.damaged()));
    assertFalse(room.ingestion.giveUp(material.id(), Unreadables.damaged()));

    Material failed = read(material.id());
    assertEquals(MaterialStatus.FAILED, failed.status());
    assertEquals("damaged", failed.failure().code());

    room.ingest(material); // its task was taken up again
    assertEquals(MaterialStatus.READY, read(material.id()).status());
  }

  @Test
  void nodeThatFailsLeavesTheMaterialToTheNextAttempt() throws Exception {
    Classroom broken =
        new Classroom(
            database.dataSource(),
            new WordEmbedder(
                () -> {
                  throw new IllegalStateException("no memory");
                }));
    Material material = room.accept(ann, Audience.ME, "a.txt", TEXT);
    assertThrows(IllegalStateException.class, () -> broken.ingest(material));
    room.ingest(material);
    assertEquals(MaterialStatus.READY, read(material.id()).status());
  }

  @Test
  void materialRemovedMeanwhileIsForgotten() throws Exception {
    Classroom[] slow = new Classroom[1];
    UUID[] id = new UUID[1];
    slow[0] =
        new Classroom(
            database.dataSource(),
            new WordEmbedder(() -> assertTrue(slow[0].materials.delete(ann, id[0]))));
    Material material = room.accept(ann, Audience.ME, "a.txt", TEXT);
    id[0] = material.id();
    assertThrows(FencedException.class, () -> slow[0].ingest(material));
    assertEquals("0", database.query("select count(*) from chunk"));
    assertEquals("0", database.query("select count(*) from material"));
  }

  private void store(Intake intake, Fence fence) {
    room.ingestion.write(intake, fence, List.of(room.ingestion.prepare(intake, intake.next())));
  }

  private void storeAll(Intake intake, Fence fence) {
    for (Chunk chunk = intake.next(); chunk != null; chunk = intake.next()) {
      room.ingestion.write(intake, fence, List.of(room.ingestion.prepare(intake, chunk)));
    }
  }

  private Material read(UUID id) {
    return room.materials.get(ann, id).orElseThrow();
  }
}
