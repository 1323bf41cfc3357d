package dev.sparkle.cli.fakellm;

import static dev.sparkle.cli.fakellm.ProviderFixture.PATIENT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sparkle.llm.entity.Ending;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What servers send that no library would: one answer, byte by byte. */
class RawUpstreamTest {

  private static final ProviderFixture FIXTURE = new ProviderFixture();
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

  @AfterAll
  static void close() {
    FIXTURE.close();
  }

  @Test
  void readsCharactersThatArriveInPieces() throws IOException {
    String body = token("光合作用 🌱 ünï") + finish() + "data: [DONE]\n\n";
    LearnerSink sink = ask(HEAD + chunkedByteByByte(body) + "0\r\n\r\n");
    assertEquals(new Ending.Done(false), sink.awaitEnd());
    assertEquals("光合作用 🌱 ünï", sink.text());
  }

  @Test
  void takesAnAnswerWithoutDoneIfItGaveItsReason() throws IOException {
    LearnerSink sink = ask(HEAD + chunkedByteByByte(token("yes") + finish()) + "0\r\n\r\n");
    assertEquals(new Ending.Done(false), sink.awaitEnd());
  }

  @Test
  void takesAnAnswerWithoutReasonIfItSaidDone() throws IOException {
    LearnerSink sink =
        ask(HEAD + chunkedByteByByte(token("yes") + "data: [DONE]\n\n") + "0\r\n\r\n");
    assertEquals(new Ending.Done(false), sink.awaitEnd());
  }

  @Test
  void endsAtDoneAlsoIfTheServerLeavesTheConnectionOpen() throws IOException {
    LearnerSink sink = ask(HEAD + chunkedByteByByte(token("yes") + finish() + "data: [DONE]\n\n"));
    assertEquals(new Ending.Done(false), sink.awaitEnd());
  }

  @Test
  void seesAnAnswerThatJustStopsAsInterrupted() throws IOException {
    LearnerSink sink = ask(HEAD + chunkedByteByByte(token("yes")) + "0\r\n\r\n");
    assertEquals("llm_interrupted", ((Ending.Failed) sink.awaitEnd()).code());
  }

  @Test
  void seesAnErrorInsideTheStream() throws IOException {
    String error = "data: {\"error\":{\"message\":\"out of memory\",\"code\":500}}\n\n";
    LearnerSink sink = ask(HEAD + chunkedByteByByte(token("yes") + error) + "0\r\n\r\n");
    assertEquals("llm_unavailable", ((Ending.Failed) sink.awaitEnd()).code());
    LearnerSink named = ask(HEAD + chunkedByteByByte("event: error\n" + error) + "0\r\n\r\n");
    assertEquals("llm_unavailable", ((Ending.Failed) named.awaitEnd()).code());
  }

  @Test
  void seesWhatIsNoHttpAsGarbage() throws IOException {
    LearnerSink sink = ask("SSH-2.0-OpenSSH_9.2\r\n\r\n");
    assertEquals("llm_garbage", ((Ending.Failed) sink.awaitEnd()).code());
  }

  private static LearnerSink ask(String response) throws IOException {
    ServerSocket server = new ServerSocket(0);
    CompletableFuture.runAsync(() -> serve(server, response));
    URI baseUrl = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
    return FIXTURE.ask(baseUrl, "raw", PATIENT);
  }

  /** Holds the connection until the client closes it. */
  private static void serve(ServerSocket server, String response) {
    try (server;
        Socket socket = server.accept()) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      out.write(response.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      socket.getInputStream().readAllBytes();
    } catch (IOException clientIsGone) {
      // the test looks at the client's side
    }
  }

  /** Each byte as a chunk of its own; characters stand for bytes. */
  private static String chunkedByteByByte(String text) {
    StringBuilder chunks = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      chunks.append("1\r\n").append((char) (b & 0xFF)).append("\r\n");
    }
    return chunks.toString();
  }

  private static String token(String text) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
  }

  private static String finish() {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
  }
}
