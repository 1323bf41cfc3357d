package dev.sparkle.cli.bench.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProcessTimesTest {

  private static final String STAT =
      "4711 (a (strange) name) S 1 4711 4711 0 -1 4194560 900 800 0 0 150 50 300 25 20 0 1 0 99 0";

  @Test
  void addsUserAndSystemTimeWhateverTheNameHolds() {
    assertEquals(2.0, ProcessTimes.cpuSeconds(STAT, false));
  }

  @Test
  void addsThatOfEndedChildrenWhenAsked() {
    assertEquals(5.25, ProcessTimes.cpuSeconds(STAT, true));
  }

  @Test
  void isNoneForAProcessThatIsGone() {
    assertEquals(0, ProcessTimes.cpuSeconds("", true));
  }

  @Test
  void countsAllButIdleAndDiskWaitAsBusy() {
    assertEquals(11.5, ProcessTimes.busySeconds("cpu  500 400 200 9000 800 10 20 20 7 7"));
  }

  @Test
  void knowsThisProcess() {
    long me = ProcessHandle.current().pid();
    assertTrue(ProcessTimes.cpuSecondsOfTree(me) > 0);
    assertTrue(ProcessTimes.status(me, "VmRSS") > 1024);
    assertTrue(ProcessTimes.status(me, "Threads") > 1);
  }
}
