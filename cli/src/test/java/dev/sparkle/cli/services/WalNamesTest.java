package dev.sparkle.cli.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class WalNamesTest {

  @Test
  void namesTheSegmentThatABaseBeginsWith() {
    String manifest =
        """
        "WAL-Ranges": [
        { "Timeline": 2, "Start-LSN": "1F/A2000028", "End-LSN": "1F/A2000100" }
        ],
        """;
    assertEquals("000000020000001F000000A2", WalNames.firstOf(manifest));
    assertThrows(IllegalArgumentException.class, () -> WalNames.firstOf("{}"));
  }

  @Test
  void findsWhatLiesBeforeItOnAnyTimeline() {
    assertEquals(
        List.of("000000010000000000000001.gz", "000000020000000000000004.gz"),
        WalNames.before(
            "000000020000000000000005",
            List.of(
                "000000010000000000000001.gz",
                "000000020000000000000004.gz",
                "000000020000000000000005.gz",
                "000000020000000000000006.gz",
                "00000002.history.gz",
                "readme")));
  }
}
