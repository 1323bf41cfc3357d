package dev.sparkle.cli.harden;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Whether one network is refused after many requests, and one who guesses passwords after a few. On
 * this machine it speaks as a proxy would, for an address of the documentation's (RFC 5737), since
 * the machine itself is not counted; elsewhere it is refused itself, for a moment.
 */
final class RateProbe implements Probe {

  private static final int MOST = 3000;
  private static final int GUESSES = 25;
  private static final int TOO_MANY = 429;

  @Override
  public String area() {
    return "rates";
  }

  @Override
  public List<Finding> look(Scene scene) throws IOException {
    String network = "203.0.113." + ThreadLocalRandom.current().nextInt(1, 255);
    return List.of(requests(scene, network), guesses(scene));
  }

  private Finding requests(Scene scene, String network) throws IOException {
    String request =
        "GET /api/v1/usage HTTP/1.1\r\n"
            + Wire.host(scene)
            + "X-Forwarded-For: "
            + network
            + "\r\n\r\n";
    int asked = 0;
    Answer last = Answer.none("nothing asked");
    while (asked < MOST && last.status() != TOO_MANY) {
      try (Wire wire = Wire.to(scene.outside())) {
        do {
          wire.say(request);
          last = wire.hear(Duration.ofSeconds(5));
          asked++;
        } while (last.status() == 401 && asked < MOST);
      } catch (IOException closed) {
        asked++;
      }
    }
    return Finding.of(
        last.status() == TOO_MANY && last.header("retry-after").isPresent(),
        area(),
        "many requests of one network",
        last.status() == TOO_MANY
            ? "429 after " + asked
            : "no refusal in " + asked + ", at last " + last.told(),
        "Set SPARKLE_HTTP_REQUESTS_PER_MINUTE, such as 6000.");
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
