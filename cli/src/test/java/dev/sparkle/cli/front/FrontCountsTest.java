package dev.sparkle.cli.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FrontCountsTest {

  private static final String CSV =
      """
      # pxname,svname,scur,econ,eresp,wretr,status,weight,hrsp_1xx,hrsp_2xx,hrsp_3xx,hrsp_4xx,hrsp_5xx
      learners,FRONTEND,3,,,,OPEN,,1,1,1,1,1
      nodes,place-1,2,1,2,5,UP,230,40,50,6,4,7
      nodes,place-2,0,,,0,MAINT,0,0,0,0,0,0
      nodes,BACKEND,2,1,2,5,UP,230,40,50,6,4,7

      """;

  @Test
  void readsTheServersOfTheBackend() {
    Map<String, FrontCounts> read = FrontCounts.read(CSV, "nodes");
    assertEquals(Set.of("place-1", "place-2"), read.keySet());
    assertEquals(new FrontCounts("UP", 230, 2, 110, 10, 3, 5), read.get("place-1"));
    assertTrue(read.get("place-1").up());
    assertFalse(read.get("place-2").up());
  }

  @Test
  void nothingIsReadFromNothing() {
    assertEquals(Map.of(), FrontCounts.read("", "nodes"));
  }
}
