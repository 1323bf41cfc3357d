package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.client.ApiProblem;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.fakellm.FakeBehaviour;
import dev.sparkle.cli.fakellm.FakeBehaviour.Faults;
import dev.sparkle.cli.fakellm.FakeBehaviour.Garbage;
import dev.sparkle.cli.fakellm.FakeBehaviour.Pace;
import dev.sparkle.cli.fakellm.FakeBehaviour.Speech;
import dev.sparkle.cli.fakellm.FakeLlm;
import dev.sparkle.cli.services.LibertyNode;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Three models, well and unwell, and the chain that falls back from one to the next. The long form:
 * {@code -Dsparkle.guarded.streams=1000}.
 */
class GuardedCallIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Fewer than may wait for their first word at once. */
  private static final int A_BATCH = 20;

  /** Answers that run at once: one thread for each would be seen. */
  private static final int STREAMS = Integer.getInteger("sparkle.guarded.streams", 100);

  private static final String QUESTION = "Why do plants need light?";

  private static FakeLlm one;
  private static FakeLlm two;
  private static FakeLlm three;
  private static Map<String, String> settings;
  private static LibertyNode node;
  private static LibertyNode elsewhere;

  private final SparkleClient learner = Lab.guest(node);
  private final SparkleClient operator = Lab.operator(node);

  @BeforeAll
  static void start() throws Exception {
    one = FakeLlm.start(0, FakeBehaviour.HEALTHY);
    two = FakeLlm.start(0, FakeBehaviour.HEALTHY);
    three = FakeLlm.start(0, FakeBehaviour.HEALTHY);
    settings = new HashMap<>();
    for (String payer : List.of("", "ADDRESS_", "GUESTS_", "INSTALLATION_")) {
      for (String limit : List.of("TOKENS_PER_DAY", "CONCURRENT_ANSWERS")) {
        settings.put("SPARKLE_QUOTA_" + payer + limit, "0");
      }
    }
    settings.putAll(
        Map.ofEntries(
            Map.entry("SPARKLE_LLM_BASE_URL", one.baseUrl().toString()),
            Map.entry("SPARKLE_LLM_MODEL", "fake-one"),
            Map.entry("SPARKLE_LLM_NAME", "one"),
            Map.entry("SPARKLE_LLM_2_BASE_URL", two.baseUrl().toString()),
            Map.entry("SPARKLE_LLM_2_NAME", "two"),
            Map.entry("SPARKLE_LLM_3_BASE_URL", three.baseUrl().toString()),
            Map.entry("SPARKLE_LLM_3_NAME", "three"),
            Map.entry("SPARKLE_LLM_FIRST_TOKEN_TIMEOUT_MS", "3000"),
            Map.entry("SPARKLE_LLM_GAP_TIMEOUT_MS", "60000"),
            // the first of a thousand answers waits for the last
            Map.entry("SPARKLE_LLM_TOTAL_TIMEOUT_MS", "1200000"),
            // nothing but the test of the breaker fails nine times of ten
            Map.entry("SPARKLE_LLM_BREAKER_TRIES", "10"),
            Map.entry("SPARKLE_LLM_BREAKER_RATIO", "0.9"),
            Map.entry("SPARKLE_LLM_BREAKER_DELAY_MS", "5000"),
            Map.entry("SPARKLE_CHAT_GENERATIONS_PER_ACCOUNT", "2000"),
            Map.entry("SPARKLE_CHAT_OUTBOUND_FRAMES", "200000")));
    // beside the first, since one test needs it and starting takes longest
    elsewhere = Lab.started("guarded-2", Lab.settings(settings));
    node = Lab.node("guarded", settings);
  }

  @AfterAll
  static void stop() {
    // the other tests' nodes look at the same switch
    Lab.operator(node).call("PUT", "admin/models/all", body(true));
    Stream.of(one, two, three).forEach(FakeLlm::close);
  }

  @BeforeEach
  void beWell() {
    two.behave(saying("Two says so [1].", Faults.NONE));
    three.behave(saying("Three says so [1].", Faults.NONE));
    one.behave(saying("One says so [1].", Faults.NONE));
    operator.call("PUT", "admin/models/all", body(true));
    Stream.of("one", "two", "three")
        .forEach(name -> operator.call("PUT", "admin/models/" + name, body(true)));
    Stream.of("three", "two", "one")
        .filter(name -> !circuit(name).equals("closed"))
        .forEach(this::closeTheBreakerOf);
    Await.until(PATIENCE, () -> ask().source(), "model"::equals);
  }

  @Test
  void opensTheBreakerOfOneModelAndLeavesTheOthersClosed() {
    one.behave(saying("", refusing(500, 0)));
    Await.until(PATIENCE, () -> ask().source() + circuit("one"), "otherModelopen"::equals);
    long asked = one.stats().requests();

    Heard heard = ask();

    assertEquals("otherModel", heard.source());
    assertEquals("Two says so [1].", heard.text());
    assertEquals(asked, one.stats().requests(), "an open breaker asks nobody");
    assertEquals("open", circuit("one"));
    assertEquals("closed", circuit("two"));
    assertEquals("closed", circuit("three"));
    assertTrue(
        metrics().contains("llm_circuit_state{mp_scope=\"application\",provider=\"one\",} 2"),
        metrics());

    one.behave(saying("One is back [1].", Faults.NONE));
    Await.until(PATIENCE, () -> ask().source(), "model"::equals);
    Await.until(PATIENCE, () -> ask().source() + circuit("one"), "modelclosed"::equals);
  }

  /** Other tests may have opened it: it is asked alone until it is closed. */
  private void closeTheBreakerOf(String name) {
    List<String> others =
        Stream.of("one", "two", "three").filter(other -> !other.equals(name)).toList();
    others.forEach(other -> operator.call("PUT", "admin/models/" + other, body(false)));
    Await.until(
        PATIENCE,
        () -> {
          ask();
          return circuit(name);
        },
        "closed"::equals);
    others.forEach(other -> operator.call("PUT", "admin/models/" + other, body(true)));
  }

  static Stream<Arguments> faultsBeforeTheFirstWord() {
    return Stream.of(
        Arguments.of("500, tried three times", refusing(500, 0), 3),
        Arguments.of("429 that wants a long break", refusing(429, 7), 1),
        Arguments.of("401", refusing(401, 0), 1),
        Arguments.of("too slow to begin", new Faults(0, 500, 0, -1, 0, Garbage.NONE), 1),
        Arguments.of("cut before a word", new Faults(0, 500, 0, 0, -1, Garbage.NONE), 3),
        Arguments.of("a web page", new Faults(0, 500, 0, -1, -1, Garbage.TYPE), 3));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faultsBeforeTheFirstWord")
  void asksTheNextModelAndSaysSo(String what, Faults faults, int attempts) {
    one.behave(saying("never", faults));
    long before = one.stats().requests();

    Heard heard = ask();

    assertEquals(attempts, one.stats().requests() - before, what);
    assertEquals("Two says so [1].", heard.text());
    assertEquals("otherModel", heard.source());
    assertTrue(heard.note().contains("Another language model"), heard.note());
    assertInstanceOf(ChatEvent.Done.class, heard.end());
  }

  @Test
  void triesAgainBeforeTheFirstWordAndTellsWhatAllAttemptsConsumed() {
    one.behave(saying("One says so [1].", new Faults(0.5, 500, 0, -1, -1, Garbage.NONE)));

    for (int i = 0; i < 4; i++) {
      Heard heard = ask();
      assertEquals("One says so [1].", heard.text());
      assertEquals("model", heard.source());
      assertEquals(4, heard.usage().outputTokens());
    }
  }

  @Test
  void neverTriesAgainAfterTheFirstWord() {
    long before = two.stats().requests();
    one.behave(
        saying("These are five whole words and more.", new Faults(0, 500, 0, 5, -1, Garbage.NONE)));
    long asked = one.stats().requests();

    Heard heard = ask();

    ChatEvent.Failed failed = assertInstanceOf(ChatEvent.Failed.class, heard.end());
    assertEquals("llm_interrupted", failed.error().code());
    assertEquals("These are five whole words", heard.text());
    assertEquals(asked + 1, one.stats().requests());
    assertEquals(before, two.stats().requests());
    assertTrue(heard.usage().inputTokens() > 100, "usage of a broken answer is told");
  }

  @Test
  void answersFromTheMaterialWhenNoModelDoes() {
    allRefuse();

    // somebody without earlier answers
    Heard heard = ask(Lab.guest(node), QUESTION);

    assertEquals("material", heard.source());
    assertTrue(heard.note().contains("material's own words"), heard.note());
    assertTrue(heard.text().contains("[1]"), heard.text());
    assertInstanceOf(ChatEvent.Done.class, heard.end());
  }

  @Test
  void apologisesWhenTheMaterialSaysNothingEither() {
    allRefuse();

    Heard heard = ask("Who won the football match yesterday evening?");

    ChatEvent.Failed failed = assertInstanceOf(ChatEvent.Failed.class, heard.end());
    assertTrue(failed.error().message().startsWith("Sorry, there is no answer now."), failed + "");
    assertTrue(failed.error().retryable());
    assertEquals("", heard.text());
  }

  @Test
  void stopsAtOnceWhileItTriesAgain() {
    allRefuse();
    one.behave(saying("", new Faults(0, 500, 0, -1, 0, Garbage.NONE)));
    long cancelled = one.stats().cancelled();
    try (ChatConnection socket = learner.connect()) {
      socket.send(new Question(QUESTION));
      String id = socket.await(ChatEvent.Accepted.class, PATIENCE).at().generationId();
      one.awaitStats(stats -> stats.running() > 0, PATIENCE);
      long began = System.nanoTime();
      socket.stop(id);
      socket.await(ChatEvent.Stopped.class, PATIENCE);
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      assertTrue(took.toMillis() < 500, "stopped after " + took);
    }
    one.awaitStats(stats -> stats.cancelled() > cancelled, PATIENCE);
  }

  @Test
  void stopsEveryModelOnEveryNodeWithinTwoSecondsAndGivesItBack() {
    GuardedCallIT.elsewhere.awaitReady(PATIENCE.multipliedBy(4), words -> {});
    SparkleClient elsewhere = Lab.guest(GuardedCallIT.elsewhere);
    FakeBehaviour slow =
        new FakeBehaviour(new Pace(5, 0), Faults.NONE, new Speech("", 600, true, ""), "");
    one.behave(slow);
    try (ChatConnection here = learner.connect();
        ChatConnection there = elsewhere.connect()) {
      here.send(new Question(QUESTION));
      there.send(new Question(QUESTION));
      here.await(ChatEvent.Delta.class, PATIENCE);
      there.await(ChatEvent.Delta.class, PATIENCE);
      long began = System.nanoTime();

      operator.call("PUT", "admin/models/all", body(false));

      assertEquals("llm_switched_off", here.await(ChatEvent.Failed.class, PATIENCE).error().code());
      assertEquals(
          "llm_switched_off", there.await(ChatEvent.Failed.class, PATIENCE).error().code());
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      assertTrue(took.toMillis() < 2500, "on both nodes after " + took);
    }
    long asked = one.stats().requests();
    assertEquals("material", ask().source());
    assertEquals("material", ask(elsewhere, QUESTION).source());
    assertEquals(asked, one.stats().requests());

    operator.call("PUT", "admin/models/all", body(true));
    one.behave(saying("One again [1].", Faults.NONE));
    assertEquals("model", ask().source());
    Await.until(PATIENCE, () -> ask(elsewhere, QUESTION).source(), "model"::equals);
  }

  @Test
  void switchesOneModelOff() {
    operator.call("PUT", "admin/models/one", body(false));
    long asked = one.stats().requests();

    assertEquals("Two says so [1].", ask().text());
    assertEquals(asked, one.stats().requests());
  }

  @Test
  void letsOnlyOperatorsSwitchAndOnlyWhatThereIs() {
    String path = "/api/v1/admin/models/one";
    BodyPublisher off = BodyPublishers.ofString("{\"on\":false}");
    String json = "application/json";
    String guest = Http.guest(node);
    assertEquals(401, Http.send(node, "PUT", path, off, "Content-Type", json).status());
    assertEquals(
        403,
        Http.send(node, "PUT", path, off, "Content-Type", json, "Authorization", guest).status());
    assertEquals(403, Http.get(node, "/api/v1/admin/models", "Authorization", guest).status());
    ApiProblem unknown =
        assertThrows(
            ApiProblem.class, () -> operator.call("PUT", "admin/models/four", body(false)));
    assertEquals("model_not_found", unknown.code());
  }

  @Test
  void givesAnEarlierAnswerAgainToTheSameLearnerAloneAndForgetsItWithTheConversation()
      throws Exception {
    String question = "Why do plants need light to make sugar?";
    one.behave(saying("Because light splits water [1].", Faults.NONE));
    Heard first = ask(question);
    assertEquals("model", first.source());
    SparkleClient stranger = Lab.guest(node);
    try (Connection database = database()) {
      Await.until(PATIENCE, () -> kept(database, "light splits"), count -> count == 1);
      allRefuse();

      Heard again = ask("why do plants need light to make SUGAR?");
      Heard other = ask(stranger, question);

      assertEquals("earlierAnswer", again.source());
      assertEquals("Because light splits water [1].", again.text());
      assertTrue(again.note().contains(question), again.note());
      assertEquals(0, again.usage().outputTokens());
      assertEquals("material", other.source());
      String conversation = ((ChatEvent.OfGeneration) first.events().get(0)).at().conversationId();
      try (PreparedStatement delete =
          database.prepareStatement("delete from conversation where id = ?::uuid")) {
        delete.setString(1, conversation);
        assertEquals(1, delete.executeUpdate());
      }
      assertEquals(0, kept(database, "light splits"));
      assertEquals("material", ask(question).source());
    }
  }

  @Test
  void keepsNothingThatLayerFourHasMasked() throws Exception {
    one.behave(saying("Write to ada@example.org about it [1].", Faults.NONE));
    assertTrue(ask("Whom may I ask about osmosis?").text().contains("[e-mail]"));
    one.behave(saying("A later answer [1].", Faults.NONE));
    ask("What is a later answer about osmosis?");
    try (Connection database = database()) {
      Await.until(PATIENCE, () -> kept(database, "later answer"), count -> count == 1);
      assertEquals(0, kept(database, "about it"));
    }
  }

  @Test
  void runsManyAnswersWithoutAThreadForEach() {
    one.behave(new FakeBehaviour(new Pace(0.5, 0), Faults.NONE, new Speech("", 600, true, ""), ""));
    try (ChatConnection socket = learner.connect()) {
      ask(socket, A_BATCH);
      one.awaitStats(stats -> stats.running() >= A_BATCH, PATIENCE);
      long before = gauge("thread_count");
      long heapBefore = gauge("memory_usedHeap_bytes");
      for (int running = A_BATCH; running < STREAMS; running += A_BATCH) {
        int until = running + A_BATCH;
        ask(socket, A_BATCH);
        one.awaitStats(stats -> stats.running() >= until, Duration.ofMinutes(1));
      }
      long during = gauge("thread_count");
      System.out.printf(
          "at %d answers: %d threads, %d MiB of heap; at %d: %d threads, %d MiB%n",
          A_BATCH, before, heapBefore >> 20, STREAMS, during, gauge("memory_usedHeap_bytes") >> 20);
      long more = Math.min(100, (STREAMS - A_BATCH) / 2);
      assertTrue(during < before + more, before + " threads before, " + during + " during");

      operator.call("PUT", "admin/models/all", body(false));

      one.awaitStats(stats -> stats.running() == 0, PATIENCE.multipliedBy(4));
      Map<String, Integer> ends = new HashMap<>();
      while (ends.values().stream().mapToInt(Integer::intValue).sum() < STREAMS) {
        if (socket.next(PATIENCE).orElseThrow() instanceof ChatEvent.Terminal end) {
          ends.merge(
              end instanceof ChatEvent.Failed f ? f.error().code() : "" + end, 1, (x, y) -> x + y);
        }
      }
      assertEquals(Map.of("llm_switched_off", STREAMS), ends, "none had ended before");
    }
  }

  private static void ask(ChatConnection socket, int times) {
    for (int i = 0; i < times; i++) {
      socket.send(new Question(QUESTION));
    }
  }

  private static long gauge(String name) {
    return Http.get(node, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  private static Connection database() throws SQLException {
    return DriverManager.getConnection(
        Lab.database().jdbcUrl(), Lab.database().user(), Lab.database().password());
  }

  private static int kept(Connection database, String words) {
    try (PreparedStatement query =
        database.prepareStatement("select count(*) from kept_answer where answer like ?")) {
      query.setString(1, "%" + words + "%");
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void allRefuse() {
    Stream.of(one, two, three).forEach(fake -> fake.behave(saying("", refusing(500, 0))));
  }

  private static Faults refusing(int status, int retryAfter) {
    return new Faults(1, status, retryAfter, -1, -1, Garbage.NONE);
  }

  private static FakeBehaviour saying(String words, Faults faults) {
    return new FakeBehaviour(Pace.FULL, faults, new Speech(words, 0, true, ""), "");
  }

  private String circuit(String name) {
    for (JsonNode item : operator.call("GET", "admin/models", null).path("items")) {
      if (item.path("name").asText().equals(name)) {
        return item.path("circuit").asText();
      }
    }
    throw new AssertionError("no model " + name);
  }

  private static String metrics() {
    return Http.get(node, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("llm_"))
        .collect(Collectors.joining("\n"));
  }

  private static JsonNode body(boolean on) {
    return new ObjectMapper().createObjectNode().put("on", on);
  }

  private Heard ask() {
    return ask(QUESTION);
  }

  private Heard ask(String question) {
    return ask(learner, question);
  }

  private static Heard ask(SparkleClient client, String question) {
    try (ChatConnection socket = client.connect()) {
      socket.send(new Question(question));
      return new Heard(socket.untilEnd(PATIENCE));
    }
  }

  /** All that was told of one answer. */
  private record Heard(List<ChatEvent> events) {

    String text() {
      return events.stream()
          .filter(ChatEvent.Delta.class::isInstance)
          .map(event -> ((ChatEvent.Delta) event).text())
          .collect(Collectors.joining());
    }

    private Stream<ChatEvent.Status> statuses() {
      return events.stream()
          .filter(ChatEvent.Status.class::isInstance)
          .map(ChatEvent.Status.class::cast);
    }

    String source() {
      return statuses().map(ChatEvent.Status::source).filter(s -> s != null).findFirst().orElse("");
    }

    String note() {
      return statuses().map(ChatEvent.Status::note).filter(s -> s != null).findFirst().orElse("");
    }

    ChatEvent.Usage usage() {
      return events.stream()
          .filter(ChatEvent.Usage.class::isInstance)
          .map(ChatEvent.Usage.class::cast)
          .findFirst()
          .orElseThrow();
    }

    ChatEvent end() {
      return events.get(events.size() - 1);
    }
  }
}
