package dev.sparkle.cli.harden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.JsonFile;
import dev.sparkle.cli.services.ProcessMark;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ListenerTest {

  /** As the kernel writes it: a listener on 127.0.0.1:8080, one on all, a connection. */
  private static final List<String> TCP =
      """
        sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
         0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1 0 100 0 0 10 0
         1: 00000000:20FB 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 222 1 0 100 0 0 10 0
         2: 0100007F:1F90 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 333 1 0 100 0 0 10 0
      """
          .lines()
          .toList();

  /** Java's sockets are IPv6's, with IPv4 addresses mapped into it. */
  private static final List<String> TCP6 =
      """
         0: 0000000000000000FFFF00000100007F:1F90 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 444 1
         1: 00000000000000000000000001000000:1F91 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 555 1
         2: 00000000000000000000000000000000:1F92 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 666 1
      """
          .lines()
          .toList();

  private static final List<Declared> DECLARED =
      List.of(
          Declared.of("127.0.0.1", 8080, "HTTP"),
          Declared.of("0.0.0.0", 8443, "HTTPS"),
          Declared.of("localhost", 5432, "PostgreSQL"));

  @Test
  void readsTheKernelsTables() {
    assertEquals(
        List.of(new Listener("127.0.0.1", 8080, 111), new Listener("*", 8443, 222)),
        Listener.in(TCP));
    assertEquals(
        List.of(
            new Listener("127.0.0.1", 8080, 444),
            new Listener("0:0:0:0:0:0:0:1", 8081, 555),
            new Listener("*", 8082, 666)),
        Listener.in(TCP6));
  }

  private static Finding judged(String address, int port) {
    OwnProcesses.Held held = new OwnProcesses.Held(new Listener(address, port, 1), 7, "java");
    return ListenerProbe.judge(DECLARED, List.of(held)).get(0);
  }

  @Test
  void passesWhatIsDeclared() {
    assertEquals(Finding.Verdict.PASS, judged("127.0.0.1", 8080).verdict());
    assertEquals(Finding.Verdict.PASS, judged("*", 8443).verdict());
    assertEquals(Finding.Verdict.PASS, judged("127.0.0.1", 8443).verdict());
  }

  @Test
  void failsWhatNobodyDeclaredAndWhatIsOpenWider() {
    assertEquals(Finding.Verdict.FAIL, judged("127.0.0.1", 5005).verdict());
    assertEquals(Finding.Verdict.FAIL, judged("*", 8080).verdict());
    assertEquals(Finding.Verdict.FAIL, judged("192.0.2.1", 5432).verdict());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void seesARealListenerInTheKernelsTable() throws IOException {
    try (ServerSocket open = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<String> table = new java.util.ArrayList<>();
      table.addAll(java.nio.file.Files.readAllLines(Path.of("/proc/net/tcp")));
      table.addAll(java.nio.file.Files.readAllLines(Path.of("/proc/net/tcp6")));

      assertTrue(
          Listener.in(table).stream()
              .anyMatch(one -> one.port() == open.getLocalPort() && one.isLoopback()));
    }
  }

  @Test
  void theFrontIsDeclared(@TempDir Path root) throws IOException {
    Home home = new Home(root);
    Path written = home.folder().resolve("front/front.json");
    JsonFile.write(written, Map.of("host", "0.0.0.0", "http", 8000, "https", 8400));
    assertEquals(
        List.of(Declared.of("*", 8000, "HAProxy HTTP")), HardenCheckCommand.declared(home));
    JsonFile.write(
        written,
        Map.of("host", "10.0.0.5", "http", 80, "https", 443, "certificate", "/etc/sparkle.pem"));
    assertEquals(
        List.of(
            Declared.of("10.0.0.5", 80, "HAProxy HTTP"),
            Declared.of("10.0.0.5", 443, "HAProxy HTTPS")),
        HardenCheckCommand.declared(home));
  }

  @Test
  void theMonitoringIsDeclaredWhereItWasStartedAndOnlyWhileItRuns(@TempDir Path root)
      throws IOException {
    Home home = new Home(root);
    Path folder = Files.createDirectories(home.folder().resolve("monitoring"));
    Files.writeString(folder.resolve("prometheus.port"), "29090\n");
    assertEquals(List.of(), HardenCheckCommand.declared(home));

    // this very process stands for a server that runs
    ProcessMark self = ProcessMark.of(ProcessHandle.current().pid()).orElseThrow();
    self.write(folder.resolve("prometheus.process"));

    assertEquals(
        List.of(Declared.of("127.0.0.1", 29090, "prometheus")), HardenCheckCommand.declared(home));
  }
}
