package dev.sparkle.operations.control;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapAfterCollectionTest {

  private static final int MEGABYTE = 1024 * 1024;

  private final HeapAfterCollection heap = new HeapAfterCollection();

  @Test
  void risesByWhatIsHeldAndNotByGarbage() {
    System.gc();
    long before = heap.bytes();
    List<byte[]> held = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      held.add(new byte[MEGABYTE]);
    }
    System.gc();
    long holding = heap.bytes();
    assertTrue(holding - before > 48L * MEGABYTE, before + " to " + holding);

    assertTrue(held.size() == 64); // held till here
    held.clear();
    System.gc();
    assertTrue(heap.bytes() < holding - 48L * MEGABYTE, "still " + heap.bytes());
  }
}
