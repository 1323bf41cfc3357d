package dev.sparkle.cli.harden;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that hold a connection, or a thread behind it, by being slow. All at the same time. */
final class SlowProbe implements Probe {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration STEP = Duration.ofSeconds(2);

  @Override
  public String area() {
    return "slow clients";
  }

  /** How somebody is slow, and whether that alone may hold the connection. */
  private record Way(String name, String head, String each, boolean mustEnd) {}

  @Override
  public List<Finding> look(Scene scene) throws Exception {
    String post =
        "POST /api/v1/auth/login HTTP/1.1\r\n"
            + Wire.host(scene)
            + "Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{";
    List<Way> ways =
        List.of(
            new Way("connects, and is silent", "", "", true),
            new Way("half a head, then silence", "GET / HTTP/1.1\r\nX-Half: ", "", true),
            new Way("half a body, then silence", post, "", true),
            new Way("a body, a byte every 2 s", post, " ", true),
            new Way("a head, a byte every 2 s", "GET / HTTP/1.1\r\nX-Slow: ", "x", false));
    ExecutorService together = Executors.newFixedThreadPool(ways.size());
    try {
      List<Future<Finding>> all =
          together.invokeAll(
              ways.stream().<Callable<Finding>>map(way -> () -> judge(scene, way)).toList());
      List<Finding> findings = new ArrayList<>();
      for (Future<Finding> each : all) {
        findings.add(each.get());
      }
      return findings;
    } finally {
      together.shutdownNow();
    }
  }

  private Finding judge(Scene scene, Way way) throws IOException {
    long start = System.nanoTime();
    boolean ended = false;
    try (Wire wire = Wire.to(scene.outside())) {
      wire.say(way.head());
      while (!ended && System.nanoTime() - start < PATIENCE.toNanos()) {
        ended = wire.endsWithin(STEP);
        if (!ended) {
          wire.say(way.each());
        }
      }
    } catch (IOException closed) {
      ended = true;
    }
    long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    String seen = ended ? "dropped after " + seconds + " s" : "still open after " + seconds + " s";
    if (ended) {
      return Finding.pass(area(), way.name(), seen);
    }
    return way.mustEnd()
        ? Finding.fail(area(), way.name(), seen, "Shorten readTimeout, or sparkle.http.body-ms.")
        : Finding.warn(
            area(),
            way.name(),
            seen,
            "It holds a connection, no thread. A proxy in front ends it (timeout http-request 10s).");
  }
}
