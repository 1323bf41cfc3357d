package dev.sparkle.cli.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Health;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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
            new StatusReport.Archive("failing", "/mnt/archive", "It is full."));

    assertEquals(
        List.of(
            "node-1      UNREADY           web, worker  http://localhost:8080   database is down (problem refused)",
            "Supervisor  up                1 restart",
            "PostgreSQL  DOWN              It is gone. Start it with: ./sparkle up",
            "Redis       up        0.1 ms  127.0.0.1:16379",
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

  private static StatusReport report(StatusReport.Archive archive) {
    StatusReport.Service up = new StatusReport.Service("up", "", true, "1", 1L, null);
    return StatusReport.of(
        List.of(new StatusReport.Node("node-1", "ready", "", 1L, null, List.of(), null, List.of())),
        new StatusReport.Supervision("up", 2L, null, 0),
        up,
        up,
        new Migrations(16, 0),
        archive);
  }

  private static String printed(StatusReport report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StatusCommand.print(report, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
