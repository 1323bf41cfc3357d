package dev.sparkle.safety.control.guardian;

import dev.sparkle.platform.control.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells an address of a severe event by a signed POST. The body names the account by its pseudonym
 * and holds no words of the learner.
 *
 * <p>{@code X-Sparkle-Signature: t=SECONDS,v1=HEX}, where HEX is HMAC-SHA-256 under the shared
 * secret of SECONDS, a full stop and the body. A receiver computes it anew, compares in constant
 * time and refuses old times. The same event may come twice; its id is the same then.
 */
final class Webhook {

  static final String SIGNATURE = "X-Sparkle-Signature";
  static final int SHORTEST_SECRET = 16;

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** What is told. */
  record Notice(UUID id, String kind, Instant at, String account, UUID generation) {}

  private final URI address;
  private final String secret;
  private final HttpClient http;
  private final Clock clock;

  /**
   * @throws IllegalArgumentException if the address is none, or the secret is too short
   */
  Webhook(String address, String secret, Clock clock) {
    this.address = URI.create(address);
    if (!"https".equals(this.address.getScheme()) && !"http".equals(this.address.getScheme())) {
      throw new IllegalArgumentException("sparkle.guardian.webhook-url is no http(s) address");
    }
    if (secret.length() < SHORTEST_SECRET) {
      throw new IllegalArgumentException(
          "sparkle.guardian.webhook-secret has less than " + SHORTEST_SECRET + " characters");
    }
    this.secret = secret;
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * Tells it; waits for the answer for at most ten seconds.
   *
   * @return why it was not taken; empty if it was
   */
  Optional<String> tell(Notice notice) throws InterruptedException {
    String body = Json.write(notice);
    long seconds = clock.instant().getEpochSecond();
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .header(SIGNATURE, "t=" + seconds + ",v1=" + signature(secret, seconds, body))
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      return status >= 200 && status < 300 ? Optional.empty() : Optional.of("status " + status);
    } catch (IOException e) {
      return Optional.of(e.getClass().getSimpleName());
    }
  }

  static String signature(String secret, long seconds, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of()
          .formatHex(mac.doFinal((seconds + "." + body).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }
}
