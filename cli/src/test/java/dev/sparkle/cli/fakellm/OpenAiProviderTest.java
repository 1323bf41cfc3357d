package dev.sparkle.cli.fakellm;

import static dev.sparkle.cli.fakellm.ProviderFixture.PATIENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.llm.control.OpenAiEndpoint.Limits;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.TokenUsage;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiProviderTest {

  private static final Duration SHORT = Duration.ofMillis(150);
  private static final Duration LONG = Duration.ofSeconds(15);
  private static FakeLlm fake;
  private static ProviderFixture fixture;

  @BeforeAll
  static void start() throws IOException {
    fake = FakeLlm.start(0, FakeBehaviour.HEALTHY);
    fixture = new ProviderFixture();
  }

  @AfterAll
  static void stop() {
    fixture.close();
    fake.close();
  }

  @AfterEach
  void heal() {
    fake.behave(FakeBehaviour.HEALTHY);
  }

  @Test
  void streamsAWholeAnswerAndCountsItsTokens() {
    LearnerSink sink = ask("fake");
    assertEquals(new Ending.Done(false), sink.awaitEnd());
    assertEquals(
        "The material answers the question \"Why do plants need light?\" in its first passage [1].",
        sink.text());
    assertTrue(sink.deltas.size() > 5);
    assertEquals(List.of(new TokenUsage(9, sink.deltas.size(), 0)), sink.usages);
  }

  @Test
  void estimatesTheTokensWhereTheServerDoesNotCount() {
    LearnerSink sink = ask("fake?usage=false&answer=plants+need+light");
    assertEquals(new Ending.Done(false), sink.awaitEnd());
    assertEquals(List.of(new TokenUsage(9, 5, 0)), sink.usages);
  }

  @Test
  void tellsThatTheLengthLimitCutTheAnswer() {
    assertEquals(new Ending.Done(true), ask("fake?tokens=1001").awaitEnd());
    assertEquals(new Ending.Done(true), ask("fake?finishReason=length").awaitEnd());
  }

  @Test
  void tellsThatTheModelsOwnFilterSpoke() {
    Ending.Failed failed = (Ending.Failed) ask("fake?finishReason=content_filter").awaitEnd();
    assertEquals("llm_filtered", failed.code());
    assertFalse(failed.retryable());
  }

  @Test
  void cutsAnAnswerThatDoesNotStop() {
    long cancelled = fake.stats().cancelled();
    Limits hundred = new Limits(LONG, LONG, LONG, 100);
    LearnerSink sink = fixture.ask(fake.baseUrl(), "fake?tokens=900&tokensPerSecond=2000", hundred);
    assertEquals(new Ending.Done(true), sink.awaitEnd());
    assertEquals(100, sink.text().length());
    fake.awaitStats(stats -> stats.cancelled() > cancelled, LONG);
  }

  @ParameterizedTest
  @CsvSource({
    "fake?errorRate=1&errorStatus=500, llm_unavailable, true",
    "fake?errorRate=1&errorStatus=503, llm_unavailable, true",
    "fake?errorRate=1&errorStatus=429, llm_rate_limited, true",
    "fake?errorRate=1&errorStatus=404, llm_rejected, false",
    "fake?errorRate=1&errorStatus=422, llm_unfit, false",
    "fake?apiKey=another, llm_rejected, false",
    "fake?cutAfterTokens=0, llm_interrupted, true",
    "fake?cutAfterTokens=3, llm_interrupted, true",
    "fake?garbage=json, llm_garbage, true",
    "fake?garbage=line, llm_garbage, true",
    "fake?garbage=type, llm_garbage, true"
  })
  void givesEachFailureItsCode(String model, String code, boolean retryable) {
    LearnerSink sink = ask(model);
    Ending.Failed failed = (Ending.Failed) sink.awaitEnd();
    assertEquals(code, failed.code());
    assertEquals(retryable, failed.retryable());
    assertFalse(failed.message().contains("secret"));
    assertFalse(failed.message().contains("purpose"));
    assertEquals(1, sink.endings.size());
  }

  @Test
  void passesOnWhenToComeBack() {
    Ending.Failed limited =
        (Ending.Failed) ask("fake?errorRate=1&errorStatus=429&retryAfterSeconds=7").awaitEnd();
    assertEquals(7000L, limited.retryAfterMs());
    assertNull(((Ending.Failed) ask("fake?errorRate=1").awaitEnd()).retryAfterMs());
  }

  @Test
  void keepsWhatWasSaidBeforeTheConnectionBroke() {
    LearnerSink sink = ask("fake?cutAfterTokens=3");
    sink.awaitEnd();
    assertEquals("The material answers", sink.text());
    assertEquals(1, sink.usages.size());
  }

  @Test
  void givesUpOnAMissingFirstToken() {
    long cancelled = fake.stats().cancelled();
    // long enough for a cold client on a busy machine to have asked at all
    Limits limits = new Limits(LONG, Duration.ofSeconds(2), LONG);
    Ending.Failed failed =
        fixture.askAndFail(fake.baseUrl(), "fake?firstTokenDelayMs=60000", limits);
    assertEquals("llm_timeout_first_token", failed.code());
    fake.awaitStats(stats -> stats.cancelled() > cancelled, LONG);
  }

  @Test
  void givesUpOnAGap() {
    long cancelled = fake.stats().cancelled();
    Limits limits = new Limits(LONG, LONG, SHORT);
    LearnerSink sink = fixture.ask(fake.baseUrl(), "fake?stallAfterTokens=2", limits);
    assertEquals("llm_timeout_gap", ((Ending.Failed) sink.awaitEnd()).code());
    assertEquals("The material", sink.text());
    fake.awaitStats(stats -> stats.cancelled() > cancelled, LONG);
  }

  @Test
  void closesTheUpstreamConnectionWhenTheLearnerStops() {
    long cancelled = fake.stats().cancelled();
    LearnerSink sink = ask("fake?tokensPerSecond=20&tokens=900");
    sink.awaitFirstWords();
    sink.cancellation().request();
    assertEquals(new Ending.Stopped(), sink.awaitEnd());
    fake.awaitStats(stats -> stats.cancelled() > cancelled, LONG);
    assertEquals(1, sink.usages.size());
    assertEquals(1, sink.endings.size());
  }

  @Test
  void closesTheUpstreamConnectionAlsoBeforeTheFirstToken() {
    FakeStats before = fake.stats();
    LearnerSink sink = ask("fake?firstTokenDelayMs=60000");
    fake.awaitStats(stats -> stats.running() > before.running(), LONG);
    sink.cancellation().request();
    assertEquals(new Ending.Stopped(), sink.awaitEnd());
    fake.awaitStats(stats -> stats.cancelled() > before.cancelled(), LONG);
  }

  @Test
  void asksNothingWhenTheLearnerStoppedBefore() {
    long requests = fake.stats().requests();
    LearnerSink sink = new LearnerSink();
    sink.cancellation().request();
    fixture.provider(fake.baseUrl(), "fake", PATIENT).stream(ProviderFixture.prompt("Why?"), sink);
    assertEquals(new Ending.Stopped(), sink.awaitEnd());
    assertEquals(requests, fake.stats().requests());
    assertEquals(List.of(), sink.usages);
  }

  @Test
  void failsAsUnreachableWhereNobodyListens() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    URI nobody = URI.create("http://127.0.0.1:" + free + "/v1");
    assertEquals("llm_unreachable", fixture.askAndFail(nobody, "fake", PATIENT).code());
    URI noSuchHost = URI.create("http://no-such-host.invalid/v1");
    assertEquals("llm_unreachable", fixture.askAndFail(noSuchHost, "fake", PATIENT).code());
  }

  @Test
  void givesUpConnectingInTime() throws IOException {
    try (ServerSocket full = new ServerSocket(0, 1)) {
      List<Socket> queue = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Socket waiting = new Socket();
        queue.add(waiting);
        try {
          waiting.connect(full.getLocalSocketAddress(), 200);
        } catch (IOException queueIsFull) {
          break;
        }
      }
      URI busy = URI.create("http://127.0.0.1:" + full.getLocalPort() + "/v1");
      Limits limits = new Limits(SHORT, LONG, LONG);
      assertEquals("llm_timeout_connect", fixture.askAndFail(busy, "fake", limits).code());
      for (Socket socket : queue) {
        socket.close();
      }
    }
  }

  @Test
  void neverThrowsOverAKeyThatNoHeaderCanCarry() {
    LearnerSink sink = new LearnerSink();
    fixture.provider(fake.baseUrl(), "sk-\nsecret", "fake", PATIENT).stream(
        ProviderFixture.prompt("Why?"), sink);
    Ending.Failed failed = (Ending.Failed) sink.awaitEnd();
    assertEquals("llm_rejected", failed.code());
    assertFalse(failed.message().contains("secret"));
  }

  private static LearnerSink ask(String model) {
    return fixture.ask(fake.baseUrl(), model, PATIENT);
  }
}
