package dev.sparkle.knowledge.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pgvector.PGvector;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.knowledge.control.Retrieval.Search;
import dev.sparkle.knowledge.entity.Audience;
import dev.sparkle.knowledge.entity.Material;
import dev.sparkle.knowledge.entity.Passage;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetrievalIT {

  private static final String OSMOSIS =
      "# Cells\n\n## Osmosis\n\nOsmosis is the movement of water through a membrane.\n";

  private ScratchDatabase database;
  private Classroom room;
  private Caller ann;
  private Caller bob;
  private Caller teacher;

  @BeforeEach
  void open() throws Exception {
    database = new ScratchDatabase();
    room = new Classroom(database.dataSource());
    ann = database.newCaller(Role.LEARNER);
    bob = database.newCaller(Role.LEARNER);
    teacher = database.newCaller(Role.TEACHER);
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @ParameterizedTest
  @EnumSource(Search.class)
  void privateMaterialIsFoundByItsOwnerAlone(Search search) throws Exception {
    Material material = room.accept(ann, Audience.ME, "cells.md", OSMOSIS);
    room.ingestAll();
    Retrieval retrieval =
        new Retrieval(database.dataSource(), room.embedders, room.settings, EnumSet.of(search));
    String question = "osmosis movement of water";
    assertEquals(1, retrieval.find(ann, question, Set.of(), 5).size());
    assertEquals(1, retrieval.find(ann, question, Set.of(material.id()), 5).size());
    assertEquals(List.of(), retrieval.find(bob, question, Set.of(), 5));
    assertEquals(List.of(), retrieval.find(bob, question, Set.of(material.id()), 5));
    assertEquals(List.of(), retrieval.find(teacher, question, Set.of(material.id()), 5));
  }

  @ParameterizedTest
  @EnumSource(Search.class)
  void sharedMaterialIsFoundByEveryone(Search search) throws Exception {
    Material material = room.accept(teacher, Audience.EVERYONE, "cells.md", OSMOSIS);
    room.ingestAll();
    Retrieval retrieval =
        new Retrieval(database.dataSource(), room.embedders, room.settings, EnumSet.of(search));
    for (Caller caller : List.of(ann, bob, teacher)) {
      assertEquals(1, retrieval.find(caller, "osmosis of water", Set.of(), 5).size());
      assertEquals(1, retrieval.find(caller, "osmosis of water", Set.of(material.id()), 5).size());
    }
  }

  @ParameterizedTest
  @EnumSource(Search.class)
  void materialOfAClassIsFoundByItsMembersAlone(Search search) throws Exception {
    Material material = room.accept(teacher, Audience.ME, "cells.md", OSMOSIS);
    room.ingestAll();
    UUID schoolClass = UUID.randomUUID();
    database.run(
        """
        insert into school_class (id, name, join_code) values ('%1$s', '8b', 'A');
        insert into material_share (material_id, class_id) values ('%2$s', '%1$s')
        """
            .formatted(schoolClass, material.id()));
    Caller member = new Caller(ann.account(), ann.roles(), Set.of(schoolClass));
    Caller ofAnother = new Caller(bob.account(), bob.roles(), Set.of(UUID.randomUUID()));
    Retrieval retrieval =
        new Retrieval(database.dataSource(), room.embedders, room.settings, EnumSet.of(search));
    for (Set<UUID> chosen : List.of(Set.<UUID>of(), Set.of(material.id()))) {
      assertEquals(1, retrieval.find(member, "osmosis of water", chosen, 5).size());
      assertEquals(1, retrieval.find(teacher, "osmosis of water", chosen, 5).size());
      assertEquals(List.of(), retrieval.find(ofAnother, "osmosis of water", chosen, 5));
      assertEquals(List.of(), retrieval.find(ann, "osmosis of water", chosen, 5));
    }
    assertEquals(1, room.materials.list(member, Optional.empty(), 9).orElseThrow().items().size());
    assertEquals(
        List.of(), room.materials.list(ofAnother, Optional.empty(), 9).orElseThrow().items());
    assertTrue(room.materials.get(member, material.id()).isPresent());
    assertTrue(room.materials.get(ofAnother, material.id()).isEmpty());
    assertFalse(room.materials.delete(member, material.id()), "seeing is not owning");
  }

  @Test
  void foundPassageTellsItsPlace() throws Exception {
    Material material = room.accept(ann, Audience.ME, "cells.md", OSMOSIS);
    room.ingestAll();
    Passage passage = room.retrieval.find(ann, "What is osmosis?", Set.of(), 5).get(0);
    assertEquals(material.id(), passage.material());
    assertEquals("Cells", passage.title());
    assertEquals("Osmosis", passage.heading());
    assertEquals("Osmosis is the movement of water through a membrane.", passage.text());
    assertTrue(passage.score() > 0.45 && passage.score() <= 1, passage.toString());
  }

  @Test
  void choosingMaterialsLeavesTheOthersOut() throws Exception {
    Material cells = room.accept(ann, Audience.ME, "cells.md", OSMOSIS);
    room.accept(ann, Audience.ME, "other.md", "## Osmosis again\n\nOsmosis of water in plants.");
    room.ingestAll();
    assertEquals(2, room.retrieval.find(ann, "osmosis of water", Set.of(), 5).size());
    assertEquals(
        List.of(cells.id()),
        room.retrieval.find(ann, "osmosis of water", Set.of(cells.id()), 5).stream()
            .map(Passage::material)
            .toList());
  }

  @Test
  void halfIngestedMaterialIsNotFound() throws Exception {
    Material material = room.accept(ann, Audience.ME, "cells.md", OSMOSIS);
    room.ingestAll();
    for (String status : List.of("queued", "ingesting", "failed")) {
      database.run(
          """
          update material set status = '%1$s',
            error_code = case when '%1$s' = 'failed' then 'damaged' end,
            lease_owner = case when '%1$s' = 'ingesting' then gen_random_uuid() end
          """
              .formatted(status));
      assertEquals(List.of(), room.retrieval.find(ann, "osmosis", Set.of(), 5), status);
      assertEquals(
          List.of(), room.retrieval.find(ann, "osmosis", Set.of(material.id()), 5), status);
    }
  }

  @Test
  void unrelatedQuestionFindsNothing() throws Exception {
    room.accept(ann, Audience.ME, "cells.md", OSMOSIS);
    room.ingestAll();
    assertEquals(List.of(), room.retrieval.find(ann, "Who won the football cup?", Set.of(), 5));
    assertEquals(List.of(), room.retrieval.find(ann, " ", Set.of(), 5));
  }

  @Test
  void secondCopyIsNotShown() throws Exception {
    room.accept(ann, Audience.ME, "cells.md", OSMOSIS);
    room.accept(ann, Audience.ME, "cells-copy.md", OSMOSIS);
    room.ingestAll();
    assertEquals(1, room.retrieval.find(ann, "osmosis of water", Set.of(), 5).size());
  }

  @Test
  void chineseIsFoundByItsWords() throws Exception {
    room.accept(ann, Audience.ME, "光.md", "# 植物\n\n## 光合作用\n\n光合作用把光能变成化学能。\n");
    room.ingestAll();
    Retrieval words =
        new Retrieval(
            database.dataSource(), room.embedders, room.settings, EnumSet.of(Search.WORDS));
    assertEquals("光合作用", words.find(ann, "什么是光合作用？", Set.of(), 5).get(0).heading());
    assertEquals(List.of(), words.find(ann, "什么是呼吸？", Set.of(), 5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "osmosis & | ! ( ) :* <-> ' \\ \" water",
        "'; drop table chunk; -- osmosis",
        "osmosis')::tsquery || 'x",
        "\\' | osmosis",
        "<<<:::***osmosis",
        "osmosis 光'合\\作:用"
      })
  void noQuestionIsTakenForQuerySyntax(String question) throws Exception {
    room.accept(ann, Audience.ME, "cells.md", OSMOSIS);
    room.ingestAll();
    Retrieval words =
        new Retrieval(
            database.dataSource(), room.embedders, room.settings, EnumSet.of(Search.WORDS));
    words.find(ann, question, Set.of(), 5);
    assertEquals("1", database.query("select count(*) from chunk"));
  }

  @Test
  void everySearchIsServedByItsIndex() throws Exception {
    String vector = new PGvector(new WordEmbedder().embedQuestion("water")).getValue();
    String shared =
        database.explain(
            """
            select c.id from chunk c join material m on m.id = c.material_id
            where c.shared and c.embedding_model = 'all-minilm-l6-v2-q'
              and m.status = 'ready' and m.audience = 'everyone'
            order by c.embedding::vector(384) <=> '%s'::vector(384) limit 40
            """
                .formatted(vector));
    assertTrue(shared.contains("chunk_shared_minilm"), shared);
    String words = database.explain("select id from chunk where search @@ '''water'''::tsquery");
    assertTrue(words.contains("chunk_search"), words);
    String own =
        database.explain(
            "select id from chunk where account_id = '%s' and not shared".formatted(ann.account()));
    assertTrue(own.contains("chunk_private"), own);
    String open =
        database.explain(
            """
            select id from material where status in ('queued', 'ingesting')
              and lease_until <= now() order by lease_until, id limit 1
            """);
    assertTrue(open.contains("material_open"), open);
    assertFalse(open.contains("Sort"), open);
  }
}
