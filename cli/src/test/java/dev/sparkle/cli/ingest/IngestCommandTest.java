package dev.sparkle.cli.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.client.StubServer;
import dev.sparkle.cli.client.StubServer.Reply;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class IngestCommandTest {

  private final StubServer server = new StubServer().welcoming();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path root;
  private Path file;

  @BeforeEach
  void root() throws IOException {
    System.setProperty("sparkle.root", root.toString());
    file = Files.writeString(root.resolve("cells.md"), "# Cells");
  }

  @AfterEach
  void close() {
    server.close();
    System.clearProperty("sparkle.root");
  }

  @Test
  void waitsUntilTheMaterialIsReady() {
    server
        .on("POST materials", material("ingesting", 0, "null"))
        .on("GET tasks/t", "{\"progress\":0.5}")
        .on("GET materials/m", material("ready", 12, "null"));
    assertEquals(0, ingest("--token", "t", file.toString()));
    assertTrue(out.toString().contains("cells.md   ingesting"), out.toString());
    assertTrue(out.toString().contains("✓ cells.md   Cells, 12 passages"), out.toString());
    assertTrue(server.bodies.get(0).contains("everyone"));
  }

  @Test
  void tellsTheServersSentenceWhenItFails() {
    server.on("POST materials", material("failed", 0, "\"The PDF has no text.\""));
    assertEquals(1, ingest("--private", file.toString()));
    assertTrue(out.toString().contains("✗ cells.md   The PDF has no text."), out.toString());
    assertTrue(server.bodies.get(1).contains("\r\nme\r\n"));
  }

  @Test
  void goesOnWithTheNextFileAfterARefusal() throws IOException {
    Path second = Files.writeString(root.resolve("second.md"), "x");
    server.on(
        "POST materials", token -> new Reply(413, "{\"detail\":\"Too large.\",\"code\":\"c\"}"));
    assertEquals(1, ingest("--private", file.toString(), second.toString()));
    assertTrue(err.toString().contains("cells.md   Too large."), err.toString());
    assertTrue(err.toString().contains("second.md   Too large."), err.toString());
  }

  @Test
  void sendsNothingIfAFileIsMissing() {
    assertEquals(1, ingest("--private", file.toString(), root.resolve("gone.md").toString()));
    assertTrue(err.toString().contains("gone.md is no file that can be read."), err.toString());
    assertEquals(List.of(), server.calls);
  }

  @Test
  void needsAnOperatorForEveryonesMaterial() {
    assertEquals(1, ingest(file.toString()));
    assertTrue(err.toString().contains("--private"), err.toString());
    assertEquals(List.of(), server.calls);
  }

  private int ingest(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--url", server.uri().toString()));
    all.addAll(List.of(arguments));
    return new CommandLine(new IngestCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private static String material(String status, int chunks, String error) {
    return "{\"id\":\"m\",\"title\":\"Cells\",\"status\":\"%s\",\"chunks\":%d,\"error\":%s,"
            .formatted(status, chunks, error)
        + "\"taskId\":\"t\"}";
  }
}
