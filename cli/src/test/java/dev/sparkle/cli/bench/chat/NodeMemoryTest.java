package dev.sparkle.cli.bench.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NodeMemoryTest {

  @Test
  void readsWhatIsUsedOfTheHeap() {
    String info =
        """
        4711:
         garbage-first heap   total 262144K, used 89012K [0x00000000c0000000, 0x0000000100000000)
          region size 1024K, 3 young (3072K), 3 survivors (3072K)
         Metaspace       used 120000K, committed 121000K, reserved 1179648K
        """;
    assertEquals(89012, NodeMemory.used(info));
  }

  @Test
  void refusesWhatItDoesNotUnderstand() {
    assertThrows(IllegalStateException.class, () -> NodeMemory.used("4711:\nno such command"));
  }

  @Test
  void seesThatMemoryOfThisProcessIsHeld() throws Exception {
    long me = ProcessHandle.current().pid();
    long before = NodeMemory.of(me).heapKib();
    byte[] held = new byte[32 * 1024 * 1024];
    long after = NodeMemory.of(me).heapKib();
    assertTrue(after - before > held.length / 1024 / 2, before + " -> " + after);
  }
}
