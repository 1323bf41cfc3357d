package dev.sparkle.cli.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PortOwnerTest {

  private static final List<String> TABLE =
      List.of(
          "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
          "   0: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000   101        0 111 1",
          "   1: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000   101        0 222 1",
          "   2: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 333 1");

  @Test
  void findsTheListenerAndNotAConnection() {
    assertEquals(OptionalLong.of(222), PortOwner.inode(TABLE, 8080));
    assertEquals(OptionalLong.of(333), PortOwner.inode(TABLE, 22));
    assertEquals(OptionalLong.empty(), PortOwner.inode(TABLE, 8081));
  }

  @Test
  void namesUsAsOwnerOfOurPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertEquals(
          ProcessHandle.current().pid(), PortOwner.of(socket.getLocalPort()).orElseThrow().pid());
      Trouble trouble =
          assertThrows(
              Trouble.class,
              () -> Ports.requireFree("127.0.0.1", socket.getLocalPort(), "SPARKLE_HTTP_PORT"));
      assertEquals(
          "port "
              + socket.getLocalPort()
              + " is taken by process "
              + ProcessHandle.current().pid()
              + " (java).",
          trouble.getMessage());
      assertTrue(
          trouble.remedy().startsWith("Free it, or choose another: SPARKLE_HTTP_PORT="),
          trouble.remedy());
    }
  }
}
