package dev.sparkle.cli.harden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that is open everywhere: each probe must say so. */
class ProbesTest {

  private HttpServer open;
  private Scene scene;

  @BeforeEach
  void start() throws IOException {
    open = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    open.createContext("/", ProbesTest::tellEverything);
    open.start();
    scene =
        new Scene(URI.create("http://localhost:" + open.getAddress().getPort()), Optional.empty());
  }

  @AfterEach
  void stop() {
    open.stop(0);
  }

  private static void tellEverything(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Server", "Example/1.0");
    exchange.getResponseHeaders().add("Set-Cookie", "session=1");
    exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
    byte[] body =
        "{\"checks\":[{\"name\":\"x\"}],\"echo\":\"do-not-tell-me\"}"
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(
        200, exchange.getRequestMethod().equals("HEAD") ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static List<String> failed(List<Finding> findings) {
    return findings.stream()
        .filter(one -> one.verdict() == Finding.Verdict.FAIL)
        .map(Finding::check)
        .toList();
  }

  @Test
  void findsPathsThatShouldNotBeThere() throws IOException {
    List<String> failed = failed(new PathProbe().look(scene));

    assertTrue(
        failed.containsAll(
            List.of("/metrics", "/ops/", "/api/v1/admin/overview", "/adminCenter", "/openapi/ui")),
        failed.toString());
    assertTrue(failed.contains("/health tells a word only"), failed.toString());
  }

  @Test
  void findsMissingHeadersBannersLooseCookiesAndOpenOrigins() throws IOException {
    List<String> failed = failed(new HeaderProbe().look(scene));

    assertTrue(
        failed.containsAll(List.of("GET /", "no banner", "cookies", "pages of other origins")),
        failed.toString());
  }

  @Test
  void findsMethodsThatAreTaken() throws IOException {
    List<String> failed = failed(new MethodProbe().look(scene));

    assertTrue(failed.containsAll(List.of("TRACE /", "DELETE /")), failed.toString());
    assertTrue(failed.contains("socket from another origin"), failed.toString());
  }

  @Test
  void findsThatSizesAreNotBounded() throws IOException {
    List<String> failed = failed(new SizeProbe().look(scene));

    assertTrue(
        failed.containsAll(List.of("JSON of 2 MiB", "a header of 64 KiB", "an address of 64 KiB")),
        failed.toString());
  }

  @Test
  void findsThatThereIsNoTls() throws IOException {
    assertEquals(List.of("HTTPS"), failed(new TlsProbe().look(scene)));
  }

  @Test
  void findsThatNothingIsRefused() throws Exception {
    List<Finding> findings = new RateProbe().look(scene);

    // on a slow machine the first is a warning
    assertTrue(findings.stream().noneMatch(one -> one.verdict() == Finding.Verdict.PASS));
    assertTrue(failed(findings).contains("guessing a password"), findings.toString());
  }

  @Test
  void aProbeThatBreaksIsNoPass() {
    Probe broken =
        new Probe() {
          @Override
          public String area() {
            return "broken";
          }

          @Override
          public List<Finding> look(Scene of) throws IOException {
            throw new IOException("no route");
          }
        };

    assertEquals(1, failed(new Examination(List.of(broken)).of(scene)).size());
  }

  @Test
  void tellsRootAndDebugPorts() {
    assertEquals(
        Finding.Verdict.FAIL, ProcessProbe.user("Name:\tjava\nUid:\t0\t0\t0\t0\n").verdict());
    assertEquals(
        Finding.Verdict.PASS,
        ProcessProbe.user("Name:\tjava\nUid:\t104\t104\t104\t104\n").verdict());
    assertEquals(
        Finding.Verdict.FAIL,
        ProcessProbe.debug("java -agentlib:jdwp=transport=dt_socket,address=*:5005 -jar x")
            .verdict());
    assertEquals(
        Finding.Verdict.FAIL, ProcessProbe.debug("java -javaagent:/tmp/spy.jar -jar x").verdict());
    assertEquals(
        Finding.Verdict.PASS,
        ProcessProbe.debug("java -javaagent:/o/wlp/bin/tools/ws-javaagent.jar -jar x").verdict());
    assertEquals(Finding.Verdict.PASS, ProcessProbe.debug("java -Xmx1g -jar x").verdict());
  }

  @Test
  void tellsSettingsThatOpenSomething() {
    assertEquals(3, failed(ProcessProbe.variables(Map.of("SPARKLE_TASKS_DRILLS", "false"))).size());
    assertEquals(
        List.of(),
        failed(
            ProcessProbe.variables(
                Map.of(
                    "SPARKLE_OPERATIONS_PORT", "8080",
                    "SPARKLE_HTTP_REQUESTS_PER_MINUTE", "6000",
                    "SPARKLE_TLS_KEYSTORE_PASSWORD", "x"))));
  }

  @Test
  void tellsFilesThatOthersRead() {
    assertTrue(FileProbe.isOwnersAlone(PosixFilePermissions.fromString("rw-------")));
    assertFalse(FileProbe.isOwnersAlone(PosixFilePermissions.fromString("rw-r--r--")));
    assertFalse(FileProbe.isOwnersAlone(PosixFilePermissions.fromString("rw--w----")));
  }

  @Test
  void readsTheCipherOutOfAServersHello() {
    byte[] hello = new byte[80];
    hello[0] = 22;
    hello[5] = 2;
    hello[43] = 2; // a session of two bytes
    hello[46] = (byte) 0xC0;
    hello[47] = 0x13;

    assertEquals(0xC013, ClientHello.chosen(hello));
    assertEquals(-1, ClientHello.chosen(new byte[] {21, 3, 3, 0, 2, 2, 40}));
    assertEquals(22, ClientHello.of("h", 0x0301, List.of(0x002F))[0]);
  }
}
