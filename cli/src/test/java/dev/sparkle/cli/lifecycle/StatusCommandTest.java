package dev.sparkle.cli.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Health;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusCommandTest {

  @Test
  void hasALineForEveryPart() {
    StatusReport.Node node =
        new StatusReport.Node(
            "node-1",
            "unready",
            "http://localhost:8080",
            1L,
            null,
            List.of("web", "worker"),
            null,
            List.of(
                new Health.Check("model", true, Map.of("provider", "extractive")),
                new Health.Check("database", false, Map.of("problem", "refused"))));
    StatusReport report =
        new StatusReport(
            "0.1.0",
            "degraded",
            List.of(node),
            new StatusReport.Supervision("up", 2L, null, 1),
            new StatusReport.Service("down", "127.0.0.1:15432", true, null, null, "It is gone."),
            new StatusReport.Service("up", "127.0.0.1:16379", true, "7.0.15", 100L, null),
            null,
            new StatusReport.Front(
                "up", "https://localhost:8400", 3L, null, "2026-12-06T00:00:00Z", 10L, null, null),
            new StatusReport.Archive("failing", "/mnt/archive", "It is full."));

    assertEquals(
        List.of(
            "node-1      UNREADY           web, worker  http://localhost:8080   database is down (problem refused)",
            "Supervisor  up                1 restart",
            "PostgreSQL  DOWN              It is gone. Start it with: ./sparkle up",
            "Redis       up        0.1 ms  127.0.0.1:16379",
            "HAProxy     up                https://localhost:8400   ! certificate ends in 10 days; renew it: ./sparkle cert use --chain FILE --key FILE",
            "Archive     DEGRADED          It is full.",
            "Model       extractive"),
        printed(report).lines().toList());
  }

  @Test
  void isDegradedByAnArchiveThatFails() {
    assertEquals("ok", report(null).state());
    assertEquals("ok", report(new StatusReport.Archive("up", "/mnt/archive", null)).state());
    StatusReport failing = report(new StatusReport.Archive("failing", "/mnt/archive", "Full."));
    assertEquals("degraded", failing.state());
    assertEquals(ExitCode.DEGRADED, failing.exitCode());
  }

  private static final Instant NOW = Instant.parse("2026-11-26T00:00:00Z");

  private static StatusReport.Front front(PlayedEntrance entrance) {
    return StatusReport.front(entrance, Optional.empty(), NOW);
  }

  @Test
  void isDegradedByAnEntranceThatShouldRunAndDoesNot() {
    PlayedEntrance entrance = new PlayedEntrance();
    assertNull(front(entrance), "nobody wants one");
    entrance.wanted = true;
    StatusReport down = report(front(entrance), null);
    assertEquals(ExitCode.DEGRADED, down.exitCode());
    assertTrue(
        printed(down)
            .contains(
                "HAProxy     DOWN              Learners cannot come in. Start it with: ./sparkle"
                    + " front up"),
        printed(down));
    entrance.runs = true;
    assertEquals(ExitCode.OK, report(front(entrance), null).exitCode());
  }

  @Test
  void tellsWhenTheEntrancesCertificateEnds() {
    PlayedEntrance entrance = new PlayedEntrance();
    entrance.wanted = true;
    entrance.runs = true;
    entrance.sealed = true;
    assertEquals("It shows no certificate.", front(entrance).reason());
    entrance.ends = NOW.plus(Duration.ofDays(22));
    assertFalse(front(entrance).endsSoon());
    entrance.ends = NOW.plus(Duration.ofDays(20));
    assertTrue(front(entrance).endsSoon());
    assertEquals(ExitCode.OK, report(front(entrance), null).exitCode());
    entrance.ends = NOW.minusSeconds(1);
    assertEquals("Its certificate has ended.", front(entrance).reason());
    assertEquals(ExitCode.DEGRADED, report(front(entrance), null).exitCode());
  }

  private static StatusReport report(StatusReport.Archive archive) {
    return report(null, archive);
  }

  private static StatusReport report(StatusReport.Front front, StatusReport.Archive archive) {
    StatusReport.Service up = new StatusReport.Service("up", "", true, "1", 1L, null);
    return StatusReport.of(
        List.of(new StatusReport.Node("node-1", "ready", "", 1L, null, List.of(), null, List.of())),
        new StatusReport.Supervision("up", 2L, null, 0),
        up,
        up,
        new Migrations(16, 0),
        front,
        archive);
  }

  private static String printed(StatusReport report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StatusCommand.print(report, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
