package dev.sparkle.cli.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a socket that says what HAProxy 2.6.12 was heard to say. */
class FrontCertificateTest {

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void thereIsAFile() throws IOException {
    file = folder.resolve("front.pem");
    Files.writeString(file, "-----BEGIN X-----\nabc\n\n-----END X-----\r\n");
  }

  /** Answers one order after the other, and then hears no more; what it heard. */
  private CompletableFuture<List<String>> haproxy(String... answers) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
    return CompletableFuture.supplyAsync(
        () -> {
          List<String> heard = new ArrayList<>();
          try (server) {
            for (String answer : answers) {
              try (SocketChannel client = server.accept()) {
                ByteBuffer order = ByteBuffer.allocate(4096);
                client.read(order);
                heard.add(new String(order.array(), 0, order.position(), StandardCharsets.UTF_8));
                client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
              }
            }
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
          return heard;
        });
  }

  private void handOver() {
    new FrontCertificate(file, new FrontSocket(folder.resolve("s"))).handOver();
  }

  @Test
  void isSetAndCommitted() throws IOException {
    CompletableFuture<List<String>> heard =
        haproxy("Transaction created for certificate x!\n\n", "Committing x.\nSuccess!\n\n");
    handOver();
    assertEquals(
        List.of(
            "set ssl cert " + file + " <<\n-----BEGIN X-----\nabc\n-----END X-----\n\n",
            "commit ssl cert " + file + "\n"),
        heard.join());
  }

  @Test
  void oneThatIsNotTakenIsGivenUp() throws IOException {
    CompletableFuture<List<String>> heard =
        haproxy(
            "Transaction created for certificate x!\n\n",
            "inconsistencies between private key and certificate loaded 'x'.\nCan't commit x!\n\n",
            "Transaction aborted for certificate 'x'!\n\n");
    Trouble refused = assertThrows(Trouble.class, this::handOver);
    assertTrue(
        refused.getMessage().contains("inconsistencies between private key"), refused.getMessage());
    assertEquals("abort ssl cert " + file + "\n", heard.join().get(2));
  }

  @Test
  void nothingIsNotTakenForSuccess() throws IOException {
    CompletableFuture<List<String>> heard = haproxy("");
    Trouble refused = assertThrows(Trouble.class, this::handOver);
    assertTrue(refused.getMessage().contains("it says nothing"), refused.getMessage());
    assertEquals(1, heard.join().size());
  }

  @Test
  void oneThatIsTooLongIsNotSent() throws IOException {
    Files.writeString(file, "a".repeat(16_000));
    Trouble refused = assertThrows(Trouble.class, this::handOver);
    assertTrue(refused.getMessage().contains("longer than HAProxy takes"), refused.getMessage());
  }
}
