package dev.sparkle.cli.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.services.NodePorts;
import dev.sparkle.cli.services.Trouble;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NodeNameTest {

  @Test
  void readsWhatItWrites() {
    for (NodeName name : List.of(NodeName.node(1), NodeName.node(16), NodeName.worker(10))) {
      assertEquals(name, NodeName.parse(name.toString()).orElseThrow());
    }
    for (String wrong :
        List.of("node-0", "node-17", "worker-", "worker--1", "cluster-1", "node-1x")) {
      assertTrue(NodeName.parse(wrong).isEmpty(), wrong);
    }
  }

  @Test
  void givesNoTwoNodesTheSamePort() {
    NodePorts first = new NodePorts("127.0.0.1", 8080, 8443);
    Set<Integer> ports = new HashSet<>();
    for (int number = 1; number <= NodeName.MOST; number++) {
      Stream.of(NodeName.node(number), NodeName.worker(number))
          .map(name -> name.ports(first))
          .forEach(p -> ports.addAll(List.of(p.http(), p.https())));
    }
    assertEquals(4 * NodeName.MOST, ports.size());
    assertEquals(8080, NodeName.node(1).ports(first).http());
    assertEquals(8096, NodeName.worker(1).ports(first).http());
  }

  @Test
  void putsNodesBeforeWorkersAndCountsAsPeopleDo() {
    assertEquals(
        "[node-2, node-10, worker-1]",
        new TreeSet<>(List.of(NodeName.worker(1), NodeName.node(10), NodeName.node(2))).toString());
  }

  @Test
  void takesRolesInAnyOrderAndCase() {
    assertEquals("web,worker", Roles.parse(" Worker , web").setting());
    assertEquals(Roles.ALL, Roles.parse(""));
    assertEquals(Roles.WORKER, Roles.parse("worker"));
    assertTrue(Roles.parse("web").web());
    for (String wrong : List.of("webb", ",", "web;worker", "web,batch")) {
      assertThrows(Trouble.class, () -> Roles.parse(wrong), wrong);
    }
  }
}
