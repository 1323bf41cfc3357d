package dev.sparkle.operations.control;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/**
 * How much of the heap was in use after the latest collection: what is held, without the garbage of
 * the moment. This is what rises when something leaks; the heap in use goes up and down in any
 * case.
 *
 * <p>A collection of the young generation leaves the garbage of the old one, so a figure may be too
 * high until a mixed collection; never too low.
 */
final class HeapAfterCollection {

  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
  private final Set<String> heapPools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(pool -> pool.getName())
          .collect(Collectors.toSet());

  /** In bytes; what is in use now, if there was no collection yet or the JVM does not tell. */
  long bytes() {
    long latest = Long.MIN_VALUE;
    long bytes = -1;
    try {
      for (ObjectName collector :
          beans.queryNames(new ObjectName("java.lang:type=GarbageCollector,*"), null)) {
        CompositeData last = (CompositeData) beans.getAttribute(collector, "LastGcInfo");
        if (last != null && (Long) last.get("endTime") > latest) {
          latest = (Long) last.get("endTime");
          bytes = used((TabularData) last.get("memoryUsageAfterGc"));
        }
      }
    } catch (JMException | RuntimeException otherJvm) {
      bytes = -1;
    }
    return bytes >= 0 ? bytes : ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private long used(TabularData pools) {
    return pools.values().stream()
        .map(CompositeData.class::cast)
        .filter(pool -> heapPools.contains((String) pool.get("key")))
        .mapToLong(pool -> (Long) ((CompositeData) pool.get("value")).get("used"))
        .sum();
  }
}
