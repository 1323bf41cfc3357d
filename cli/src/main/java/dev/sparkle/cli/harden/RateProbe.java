package dev.sparkle.cli.harden;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether one network is refused after many requests, and one who guesses passwords after a few. On
 * this machine it speaks as a proxy would, for an address of the documentation's (RFC 5737), since
 * the machine itself is not counted; elsewhere it is refused itself, for a moment.
 */
final class RateProbe implements Probe {

  private static final int MOST = 3000;
  private static final int AT_ONCE = 8;

  /** A minute; slower than that, nobody needs to refuse. */
  private static final long FAST = 12_000;

  private static final int GUESSES = 25;
  private static final int TOO_MANY = 429;

  @Override
  public String area() {
    return "rates";
  }

  @Override
  public List<Finding> look(Scene scene) throws IOException, InterruptedException {
    String network = "203.0.113." + ThreadLocalRandom.current().nextInt(1, 255);
    return List.of(requests(scene, network), guesses(scene));
  }

  private Finding requests(Scene scene, String network) throws InterruptedException {
    String request =
        "GET /api/v1/usage HTTP/1.1\r\n"
            + Wire.host(scene)
            + "X-Forwarded-For: "
            + network
            + "\r\n\r\n";
    AtomicInteger asked = new AtomicInteger();
    AtomicReference<Answer> refusal = new AtomicReference<>();
    long start = System.nanoTime();
    ExecutorService together = Executors.newFixedThreadPool(AT_ONCE);
    try {
      together.invokeAll(
          Collections.nCopies(
              AT_ONCE,
              () -> {
                askOn(scene, request, asked, refusal);
                return null;
              }));
    } finally {
      together.shutdownNow();
    }
    long perMinute = asked.get() * 60_000L / (1 + (System.nanoTime() - start) / 1_000_000);
    String what = "many requests of one network";
    if (refusal.get() != null) {
      return Finding.of(
          refusal.get().header("retry-after").isPresent(),
          area(),
          what,
          "429 after some " + asked + " at " + perMinute + " a minute",
          "Say when to come again: Retry-After.");
    }
    String seen = "no refusal in " + asked + " at " + perMinute + " a minute";
    String todo = "Set SPARKLE_HTTP_REQUESTS_PER_MINUTE, such as 6000.";
    return perMinute > FAST
        ? Finding.fail(area(), what, seen, todo)
        : Finding.warn(area(), what, seen + ": too slow a machine to tell", todo);
  }

  private static void askOn(
      Scene scene, String request, AtomicInteger asked, AtomicReference<Answer> refusal) {
    while (asked.get() < MOST && refusal.get() == null) {
      try (Wire wire = Wire.to(scene.outside())) {
        Answer last;
        do {
          wire.say(request);
          last = wire.hear(Duration.ofSeconds(5));
          asked.incrementAndGet();
          if (last.status() == TOO_MANY) {
            refusal.set(last);
          }
        } while (last.status() == 401 && asked.get() < MOST && refusal.get() == null);
      } catch (IOException closed) {
        asked.incrementAndGet();
      }
    }
  }

  private Finding guesses(Scene scene) throws IOException {
    String nobody =
        "harden-check-" + ThreadLocalRandom.current().nextInt(1 << 30) + "@sparkle.invalid";
    String body = "{\"email\":\"" + nobody + "\",\"password\":\"not his password\"}";
    String request =
        "POST /api/v1/auth/login HTTP/1.1\r\n"
            + Wire.host(scene)
            + "Content-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\nConnection: close\r\n\r\n"
            + body;
    int guessed = 0;
    Answer last = Answer.none("nothing asked");
    while (guessed < GUESSES && last.status() != TOO_MANY) {
      last = Wire.ask(scene.outside(), request);
      guessed++;
    }
    return Finding.of(
        last.status() == TOO_MANY,
        area(),
        "guessing a password",
        last.status() == TOO_MANY
            ? "429 at guess " + guessed
            : "no refusal in " + guessed + " guesses, at last " + last.told(),
        "See docs/identity.md, the door.");
  }
}
