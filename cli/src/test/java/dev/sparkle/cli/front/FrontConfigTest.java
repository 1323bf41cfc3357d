package dev.sparkle.cli.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.JsonFile;
import dev.sparkle.cli.lifecycle.NodeRecord;
import dev.sparkle.cli.lifecycle.Underway;
import dev.sparkle.cli.services.NodePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrontConfigTest {

  private static final FrontSettings PLAIN = FrontSettings.of(Map.of());

  private static String text(FrontSettings settings, FrontRecord record) {
    return FrontConfig.text(settings, Path.of("/s/admin.sock"), record);
  }

  @Test
  void placesAreThereFromTheBeginningAndTakenByNodes() {
    String text =
        text(
            PLAIN,
            FrontRecord.empty()
                .with(new FrontServer("node-1", 8080, 230))
                .with(new FrontServer("node-2", 8081, 26)));
    assertTrue(text.contains("\n    server place-1 127.0.0.1:8080 weight 230\n"), text);
    assertTrue(text.contains("\n    server place-2 127.0.0.1:8081 weight 26\n"), text);
    assertTrue(text.contains("\n    server place-16 127.0.0.1:1 weight 0 disabled\n"), text);
    assertEquals(16, text.lines().filter(each -> each.startsWith("    server ")).count());
    assertTrue(text.contains("\nfrontend learners\n    bind 127.0.0.1:8000\n    # a client"), text);
  }

  @Test
  void aClientDoesNotChooseItsAddress() {
    String text = text(PLAIN, FrontRecord.empty());
    int frontend = text.indexOf("frontend learners");
    int backend = text.indexOf("default_backend");
    for (String header : List.of("X-Forwarded-For", "Forwarded")) {
      int at = text.indexOf("\n    http-request del-header " + header + "\n");
      assertTrue(at > frontend && at < backend, text);
    }
    assertTrue(text.contains("\n    option forwardfor\n"), text);
  }

  @Test
  void tlsIsThereWithACertificateOnly() {
    assertFalse(text(PLAIN, FrontRecord.empty()).contains(" ssl crt "));
    String tls =
        text(
            new FrontSettings("0.0.0.0", 80, 443, Optional.of(Path.of("/etc/sparkle.pem"))),
            FrontRecord.empty());
    assertTrue(
        tls.contains("\n    bind 0.0.0.0:443 ssl crt /etc/sparkle.pem alpn h2,http/1.1"), tls);
  }

  private static String sealed(String host, int http, int https) {
    return text(
        new FrontSettings(host, http, https, Optional.of(Path.of("/etc/sparkle.pem"))),
        FrontRecord.empty());
  }

  private static List<String> redirects(String text) {
    return text.lines().map(String::strip).filter(line -> line.contains(" redirect ")).toList();
  }

  @Test
  void withACertificateThePlainPortOnlyLeadsToTheOther() {
    String there =
        "http-request redirect code 301 location https://%[req.hdr(host),regsub(:[0-9]+$,)]";
    assertEquals(List.of(), redirects(text(PLAIN, FrontRecord.empty())));
    assertEquals(
        List.of(there + "%[pathq] if !{ ssl_fc }"), redirects(sealed("127.0.0.1", 8000, 443)));
    assertEquals(
        List.of(there + ":8400%[pathq] if !{ ssl_fc }"), redirects(sealed("127.0.0.1", 80, 8400)));
    assertEquals(
        List.of(
            there + ":8400%[pathq] if !{ ssl_fc } { req.hdr(host) -m reg :[0-9]+$ }",
            "http-request redirect scheme https code 301 if !{ ssl_fc }"),
        redirects(sealed("127.0.0.1", 8000, 8400)));
    String text = sealed("127.0.0.1", 8000, 8400);
    assertTrue(text.indexOf(" redirect ") < text.indexOf("default_backend"), text);
  }

  @Test
  void browsersOfANetworkAreHeldToHttps() {
    assertTrue(sealed("0.0.0.0", 80, 443).contains("Strict-Transport-Security max-age=31536000"));
    assertFalse(sealed("127.0.0.1", 8000, 8400).contains("Strict-Transport-Security"));
  }

  @Test
  void aNodeKeepsItsPlaceAndGivesItBack() {
    FrontRecord record =
        FrontRecord.empty()
            .with(new FrontServer("node-1", 8080, 1))
            .with(new FrontServer("node-2", 8081, 1))
            .without("node-1")
            .with(new FrontServer("node-2", 8081, 256))
            .with(new FrontServer("node-3", 8082, 1));
    assertEquals(Optional.of(0), record.placeOf("node-3"));
    assertEquals(Optional.of(1), record.placeOf("node-2"));
    assertEquals(256, record.places().get(1).weight());
    assertEquals(Optional.empty(), record.placeOf("node-1"));
    assertEquals(record, record.without("node-9"));
  }

  @Test
  void aStartKeepsTheWeightsThatWereGiven() {
    FrontRecord during =
        FrontRecord.empty()
            .with(new FrontServer("node-9", 8088, 1))
            .with(new FrontServer("node-1", 8080, 256))
            .with(new FrontServer("node-2", 8081, 28));
    FrontRecord again =
        during.of(
            List.of(
                new FrontServer("node-1", 8080, 100),
                new FrontServer("node-2", 9081, 100),
                new FrontServer("node-3", 8082, 0)));
    assertEquals(new FrontServer("node-3", 8082, 0), again.places().get(0));
    assertEquals(new FrontServer("node-1", 8080, 256), again.places().get(1));
    assertEquals(new FrontServer("node-2", 9081, 28), again.places().get(2));
  }

  @Test
  void nodesOnTrialComeWithoutAShare(@TempDir Path root) {
    Home home = new Home(root);
    for (int each = 1; each <= 2; each++) {
      NodePorts ports = new NodePorts("127.0.0.1", 8079 + each, 8442 + each);
      NodeRecord.foreign("node-" + each, ports).write(home);
    }
    assertEquals(List.of(100, 100), weights(home));
    JsonFile.write(Underway.file(home), underway("SHIFTING", 10));
    assertEquals(List.of(100, 0), weights(home));
    JsonFile.write(Underway.file(home), underway("WATCHING", 100));
    assertEquals(List.of(0, 100), weights(home));
    JsonFile.write(Underway.file(home), underway("DONE", 100));
    assertEquals(List.of(100, 100), weights(home));
  }

  private static Underway underway(String phase, int share) {
    return new Underway("b", List.of("node-1"), List.of("node-2"), phase, share);
  }

  private static List<Integer> weights(Home home) {
    return FrontCommand.serving(home).stream().map(FrontServer::weight).toList();
  }

  @Test
  void asksANodeOnItsOwnInterface() {
    assertEquals("10.0.0.5", server("10.0.0.5").host());
    assertEquals("127.0.0.1", server("0.0.0.0").host());
    String text = text(PLAIN, FrontRecord.empty().with(server("10.0.0.5")));
    assertTrue(text.contains("\n    server place-1 10.0.0.5:8080 weight 7\n"), text);
    String six = text(PLAIN, FrontRecord.empty().with(new FrontServer("n", "fd00::5", 8080, 7)));
    assertTrue(six.contains("\n    server place-1 [fd00::5]:8080 weight 7\n"), six);
    assertThrows(IllegalArgumentException.class, () -> new FrontServer("a", "h; quit", 1, 1));
  }

  private static FrontServer server(String inside) {
    NodePorts ports = new NodePorts("0.0.0.0", 8080, 8443, inside);
    return FrontServer.of(NodeRecord.foreign("node-1", ports), 7);
  }

  @Test
  void readsWhatWasWrittenBeforeThereWereInterfaces(@TempDir Path root) throws IOException {
    Path file = root.resolve("front.json");
    Files.writeString(
        file,
        """
        {"host": "127.0.0.1", "http": 8000, "https": 8400, "certificate": null,
         "record": {"places": [{"name": "node-1", "port": 8080, "weight": 28}, null]}}
        """);
    FrontRecord record = JsonFile.read(file, Front.Written.class).orElseThrow().record();
    assertEquals(new FrontServer("node-1", "127.0.0.1", 8080, 28), record.places().get(0));
  }

  @Test
  void refusesAServerThatCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> new FrontServer("a b", 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new FrontServer("a", 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new FrontServer("a", 1, 257));
  }
}
