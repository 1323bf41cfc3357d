package dev.sparkle.llm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.knowledge.control.Embedders;
import dev.sparkle.knowledge.control.ScratchDatabase;
import dev.sparkle.knowledge.control.WordEmbedder;
import dev.sparkle.knowledge.entity.Passage;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.KeptAnswer;
import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.llm.entity.Origin;
import dev.sparkle.llm.entity.Turn;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The answer cache on PostgreSQL; nearness is that of shared words. */
class AnswerCacheIT {

  private static final List<String> MODELS = List.of("one");

  private ScratchDatabase database;
  private Caller ada;
  private Passage light;
  private Passage sugar;

  @BeforeEach
  void fill() throws Exception {
    database = new ScratchDatabase();
    ada = database.newCaller(Role.LEARNER);
    light = passage(ada, "everyone");
    sugar = passage(ada, "everyone");
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void givesAnAnswerAgainToTheSameQuestionWithItsMarksNumberedAnew() throws Exception {
    keep(call(ada, "Why is light needed?", light, sugar), "For sugar [2], by light [1].");

    Optional<KeptAnswer> again = find(call(ada, "  why is LIGHT needed? ", sugar, light));

    assertEquals("For sugar [1], by light [2].", again.orElseThrow().text());
    assertEquals("Why is light needed?", again.get().question());
  }

  @Test
  void givesItToAQuestionThatMeansTheSameAndNotToOneWithOtherNumbers() throws Exception {
    keep(call(ada, "Why do green plants need light from lamp 1 to grow well?", light), "So [1].");

    assertTrue(
        find(call(ada, "Why do all green plants need light from lamp 1 to grow well?", light))
            .isPresent());
    assertTrue(
        find(call(ada, "Why do green plants need light from lamp 2 to grow well?", light))
            .isEmpty());
    assertTrue(find(call(ada, "Who discovered oxygen?", light)).isEmpty());
  }

  @Test
  void neverCrossesFromOneAccountToAnother() throws Exception {
    Random random = new Random(20261125);
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      callers.add(database.newCaller(Role.LEARNER));
    }
    List<String> questions = List.of("Why light?", "What is sugar?", "How does water move?");
    for (int i = 0; i < 300; i++) {
      Caller caller = callers.get(random.nextInt(callers.size()));
      String question = questions.get(random.nextInt(questions.size()));
      ModelCall call = call(caller, question, light, sugar);
      if (random.nextBoolean()) {
        keep(call, "Account " + caller.account() + " was told so [1].");
      } else {
        find(call)
            .ifPresent(
                found ->
                    assertTrue(
                        found.text().contains(caller.account().toString()), found.toString()));
      }
    }
    assertEquals(
        "0",
        database.query(
            "select count(*) from kept_answer k join generation g on g.id = k.generation_id"
                + " where g.account_id <> k.account_id"
                + " or k.answer not like '%' || k.account_id || '%'"));
    assertTrue(Integer.parseInt(database.query("select count(*) from kept_answer")) > 50);
  }

  @Test
  void keepsNothingUnderAGenerationOfSomebodyElse() throws Exception {
    Caller eve = database.newCaller(Role.LEARNER);
    ModelCall hers = call(ada, "Why light?", light);
    ModelCall forged =
        new ModelCall(hers.id(), eve, "Teach.", List.of(), "Why light?", List.of(light), "en", 100);

    keep(cache("era", 50), forged, "So [1].");

    assertEquals("0", database.query("select count(*) from kept_answer"));
  }

  @Test
  void forgetsWithTheConversationAndWithTheAccount() throws Exception {
    keep(call(ada, "Why light?", light), "So [1].");
    database.run("delete from conversation where account_id = '" + ada.account() + "'");
    assertEquals("0", database.query("select count(*) from kept_answer"));

    Caller bob = database.newCaller(Role.LEARNER);
    keep(call(bob, "Why light?", light), "So [1].");
    assertEquals("1", database.query("select count(*) from kept_answer"));
    database.run("delete from account where id = '" + bob.account() + "'");
    assertEquals("0", database.query("select count(*) from kept_answer"));
  }

  @Test
  void countsNoLongerWhenAPassageOfItsPromptHasGone() throws Exception {
    ModelCall call = call(ada, "Why light?", light, sugar);
    keep(call, "So [1].");
    database.run("delete from chunk where id = '" + sugar.chunk() + "'");

    assertTrue(find(call(ada, "Why light?", light)).isEmpty());
  }

  @Test
  void countsNoLongerWhenItsMaterialIsNoLongerVisible() throws Exception {
    Caller bob = database.newCaller(Role.LEARNER);
    keep(call(bob, "Why light?", light), "So [1].");
    assertTrue(find(call(bob, "Why light?", light)).isPresent());
    database.run("update material set audience = 'me' where id = '" + light.material() + "'");

    assertTrue(find(call(bob, "Why light?", light)).isEmpty());
  }

  @Test
  void countsOnlyIfTheNewQuestionFoundWhatItRefersTo() throws Exception {
    keep(call(ada, "Why light?", light, sugar), "So [2].");

    assertTrue(find(call(ada, "Why light?", light)).isEmpty());
  }

  @Test
  void countsNoLongerUnderOtherJudgesOrForModelsThatAreOff() throws Exception {
    ModelCall call = call(ada, "Why light?", light);
    keep(call, "So [1].");

    assertTrue(cache("other era", 50).find(call, MODELS).isEmpty());
    assertTrue(cache("era", 50).find(call, List.of("two")).isEmpty());
    assertTrue(cache("era", 50).find(call, List.of()).isEmpty());
    assertTrue(find(call).isPresent());
  }

  @Test
  void isOffWithinAConversation() throws Exception {
    ModelCall call = call(ada, "Why light?", light);
    keep(call, "So [1].");
    ModelCall further =
        call.with(List.of(new Turn(Turn.Speaker.LEARNER, "Hi")), "Why light?", List.of(light));

    assertTrue(find(further).isEmpty());
    keep(further, "Otherwise [1].");
    assertEquals("1", database.query("select count(*) from kept_answer"));
  }

  @Test
  void isBoundedInNumberAndAge() throws Exception {
    AnswerCache small = cache("era", 3);
    for (int i = 0; i < 5; i++) {
      keep(small, call(ada, "Question number " + i, light), "So [1].");
    }
    assertEquals("3", database.query("select count(*) from kept_answer"));

    database.run("update kept_answer set created_at = now() - interval '8 days'");
    assertTrue(find(call(ada, "Question number 4", light)).isEmpty());
    new KeptAnswerRows(database.dataSource()).forget(Duration.ofDays(7));
    assertEquals("0", database.query("select count(*) from kept_answer"));
  }

  private Optional<KeptAnswer> find(ModelCall call) {
    return cache("era", 50).find(call, MODELS);
  }

  private void keep(ModelCall call, String text) {
    keep(cache("era", 50), call, text);
  }

  private static void keep(AnswerCache cache, ModelCall call, String text) {
    AnswerSink sink = cache.keeping(call, new RecordingSink());
    sink.origin(new Origin(Origin.Kind.MODEL, "one", "m", ""));
    sink.delta(text);
    sink.end(new Ending.Done(false));
  }

  private AnswerCache cache(String era, int most) {
    Settings.Llm llm =
        new Settings.Llm(
            List.of(),
            Duration.ofSeconds(60),
            100,
            1,
            List.of(Settings.Fallback.EARLIER_ANSWER),
            new Settings.AnswerCache(Duration.ofDays(7), most, 0.9));
    CurrentSettings settings =
        new CurrentSettings(
            new Settings(llm, null, null, null, null, null, null, null, null, null, null, null));
    return new AnswerCache(
        database.dataSource(),
        Embedders.only(new WordEmbedder()),
        settings,
        () -> new AnswerEra(era),
        Runnable::run);
  }

  private ModelCall call(Caller caller, String question, Passage... passages) throws SQLException {
    UUID generation = UUID.randomUUID();
    UUID conversation = UUID.randomUUID();
    database.run(
        """
        insert into conversation (id, account_id, title, created_at, updated_at)
        values ('%1$s', '%2$s', 'x', now(), now());
        insert into generation (id, account_id, conversation_id, request_id, question_id, answer_id,
                                node, lease_until, started_at)
        values ('%3$s', '%2$s', '%1$s', '%3$s', '%3$s', '%3$s', 'n', now(), now())
        """
            .formatted(conversation, caller.account(), generation));
    return new ModelCall(
        generation, caller, "Teach.", List.of(), question, List.of(passages), "en", 100);
  }

  private Passage passage(Caller owner, String audience) throws SQLException {
    UUID material = UUID.randomUUID();
    UUID chunk = UUID.randomUUID();
    database.run(
        """
        insert into material (id, account_id, title, title_given, file_name, media_type, byte_size,
                              sha256, audience, status)
        values ('%1$s', '%2$s', 'x', true, 'x', 'text/plain', 1, sha256('x'), '%3$s', 'ready');
        insert into chunk (id, material_id, account_id, shared, ordinal, heading, text, language,
                           search, embedding, embedding_model)
        values ('%4$s', '%1$s', '%2$s', true, 0, '', 'x', 'en', ''::tsvector, '[1]', 'none')
        """
            .formatted(material, owner.account(), audience, chunk));
    return new Passage(chunk, material, "x", "", null, "x", 0.9);
  }
}
