package dev.sparkle.knowledge.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.knowledge.entity.Audience;
import dev.sparkle.knowledge.entity.Clearance;
import dev.sparkle.knowledge.entity.IdRange;
import dev.sparkle.knowledge.entity.Spot;
import dev.sparkle.task.control.jobs.Fence;
import dev.sparkle.task.control.jobs.FencedException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Going over all passages, a page at a time. */
class RenewalIT {

  private static final IdRange ALL = IdRange.parts(1).get(0);

  private ScratchDatabase database;
  private Classroom room;
  private final Embedders embedders = Embedders.only(new WordEmbedder());

  @BeforeEach
  void open() throws Exception {
    database = new ScratchDatabase();
    room = new Classroom(database.dataSource());
    Caller ann = database.newCaller(Role.LEARNER);
    for (int each = 0; each < 5; each++) {
      room.accept(ann, Audience.ME, each + ".txt", "Robots obey. Plants need light.");
    }
    room.ingestAll();
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void judgesAnewWhatAnotherJudgeHasSeenAndKeepsVectors() throws Exception {
    String vectors =
        database.query("select md5(string_agg(embedding::text, '' order by id)) from chunk");
    Renewal renewal = new Renewal(database.dataSource(), embedders, new Censor());

    assertEquals(5, renew(renewal, fence()));
    assertEquals(0, renew(renewal, fence()), "done once, there is nothing left to do");

    assertEquals("censor", database.query("select distinct judge from chunk"));
    assertEquals("5", database.query("select count(*) from chunk where cleared_text like '%[…]%'"));
    assertEquals("5", database.query("select sum(flagged) from material"));
    assertEquals(
        vectors,
        database.query("select md5(string_agg(embedding::text, '' order by id)) from chunk"));
  }

  @Test
  void embedsAnewWhatAnotherModelHasEmbedded() throws Exception {
    database.run("update chunk set embedding_model = 'of-yesterday', embedding = '[1]'");
    Renewal renewal = new Renewal(database.dataSource(), embedders, MaterialJudge.NOBODY);

    assertEquals(5, renew(renewal, fence()));

    assertEquals(
        new WordEmbedder().model() + " 384",
        database.query(
            "select distinct embedding_model || ' ' || vector_dims(embedding) from chunk"));
  }

  @Test
  void pagesGoOnAfterASpotAndPartsTogetherAreAll() {
    Renewal renewal = new Renewal(database.dataSource(), embedders, MaterialJudge.NOBODY);
    List<Stored> all = renewal.page(ALL, null, 100);
    Spot second = all.get(1).at();

    assertEquals(all.subList(2, 4), renewal.page(ALL, second, 2));
    assertEquals(
        all,
        IdRange.parts(3).stream()
            .flatMap(range -> renewal.page(range, null, 100).stream())
            .toList());
    assertEquals(5, IdRange.parts(3).stream().mapToLong(renewal::count).sum());
  }

  @Test
  void lateRunWritesNothing() throws Exception {
    Renewal renewal = new Renewal(database.dataSource(), embedders, new Censor());
    UUID task = UUID.randomUUID();
    Fence late = room.runs.take(task, "re-embed").fence();
    room.runs.take(task, "re-embed");

    assertThrows(FencedException.class, () -> renew(renewal, late));

    assertEquals("0", database.query("select count(*) from chunk where judge = 'censor'"));
  }

  @Test
  void remembersByWhatAllWasDoneLast() {
    Renewal before = new Renewal(database.dataSource(), embedders, MaterialJudge.NOBODY);
    Renewal after = new Renewal(database.dataSource(), embedders, new Censor());
    assertNotEquals(before.fingerprint(), after.fingerprint());
    before.done(before.fingerprint());
    assertTrue(before.isDone(before.fingerprint()));
    assertFalse(after.isDone(after.fingerprint()));
    after.done(after.fingerprint());
    assertFalse(before.isDone(before.fingerprint()), "also on the way back");
  }

  private Fence fence() {
    return room.runs.take(UUID.randomUUID(), "re-embed").fence();
  }

  /** As the job does, two at a time. */
  private static int renew(Renewal renewal, Fence fence) {
    int renewed = 0;
    Spot last = null;
    List<Stored> page = renewal.page(ALL, last, 2);
    while (!page.isEmpty()) {
      List<Renewed> changed = page.stream().map(renewal::renew).flatMap(Optional::stream).toList();
      if (!changed.isEmpty()) {
        renewal.write(fence, changed);
      }
      renewed += changed.size();
      last = page.get(page.size() - 1).at();
      page = renewal.page(ALL, last, 2);
    }
    return renewed;
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
}
