package dev.sparkle.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Accounts that the operator makes for trials. Of each there is a file beside the signing keys,
 * written before the account is made and removed when it is gone, so that one whose trial was cut
 * off is found again. It holds no secret: a left account is opened by a one-time password.
 *
 * <p><b>Limitation.</b> What a trial on another machine left, only that machine finds.
 */
final class TrialAccounts {

  /** No trial takes so long; what is older was left by one that was cut off. */
  static final Duration LONGEST = Duration.ofHours(1);

  /** RFC 2606, section 2: a domain that is nobody's. */
  private static final String DOMAIN = "@trial.invalid";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final URI server;
  private final Path records;
  private final SparkleClient operator;
  private final SignIn door;
  private final Clock clock;

  private TrialAccounts(URI server, Path records, String token, SignIn door, Clock clock) {
    this.server = server;
    this.records = records;
    this.operator = SparkleClient.withToken(server, token);
    this.door = door;
    this.clock = clock;
  }

  /** Empty if the signing keys cannot be read. */
  static Optional<TrialAccounts> of(URI server, Path keys, SignIn door, Clock clock) {
    return OperatorToken.lookup()
        .mint(keys)
        .map(token -> new TrialAccounts(server, keys.resolveSibling("trials"), token, door, clock));
  }

  /**
   * An account that has signed in.
   *
   * @throws Trouble if the server does not let the operator in: it has other keys, or another
   *     address for him
   */
  TrialLearner make() {
    String name = "trial-" + HexFormat.of().formatHex(random(8));
    String email = name + DOMAIN;
    String password = password();
    ObjectNode body = Rest.JSON.createObjectNode().put("email", email).put("password", password);
    body.put("displayName", "A trial").putArray("roles").add("learner");
    Path record = keep(name);
    try {
      operator.call("POST", "admin/accounts", body);
    } catch (ApiProblem no) {
      forget(record);
      // 404: operators have no door at this address
      if (no.status() == 401 || no.status() == 403 || no.status() == 404) {
        throw new Trouble(
            ExitCode.DEGRADED,
            "guests are not let in at "
                + server
                + ", nor is this installation's operator ("
                + no.getMessage()
                + ")",
            TrialLearner.WHERE,
            no);
      }
      throw no;
    }
    SparkleClient learner = door.client(door.login(email, password));
    return new TrialLearner(
        learner,
        () -> {
          remove(learner, password);
          forget(record);
        });
  }

  /** Removes what earlier trials left; what cannot be removed now is left to a later one. */
  void clearLeft() {
    for (Path record : left()) {
      try {
        clear(record);
      } catch (ApiProblem | ServerUnreachable | ProtocolException later) {
        // its record stays
      }
    }
  }

  private void clear(Path record) {
    String email = record.getFileName() + DOMAIN;
    String address = URLEncoder.encode(email, StandardCharsets.UTF_8);
    JsonNode found = operator.call("GET", "admin/accounts?email=" + address, null).path("items");
    if (!found.isEmpty()) {
      String path = "admin/accounts/" + found.get(0).path("id").asText() + "/password";
      String oneTime = operator.call("POST", path, null).path("oneTimePassword").asText();
      String password = password();
      remove(door.client(door.login(email, oneTime, password)), password);
    }
    forget(record);
  }

  private static void remove(SparkleClient learner, String password) {
    learner.call("DELETE", "account", Rest.JSON.createObjectNode().put("password", password));
  }

  private List<Path> left() {
    if (!Files.isDirectory(records)) {
      return List.of();
    }
    Instant before = clock.instant().minus(LONGEST);
    try (Stream<Path> all = Files.list(records)) {
      return all.filter(record -> at(record).isBefore(before)).sorted().toList();
    } catch (IOException unreadable) {
      throw Trouble.withFile("cannot read " + records, unreadable);
    }
  }

  /** When its trial began; one that is gone by now is another's to clear, and as if it were new. */
  private Instant at(Path record) {
    try {
      return Files.getLastModifiedTime(record).toInstant();
    } catch (IOException gone) {
      return clock.instant();
    }
  }

  private Path keep(String name) {
    try {
      Files.createDirectories(records);
      return Files.createFile(records.resolve(name));
    } catch (IOException unwritable) {
      throw Trouble.withFile("cannot write to " + records, unwritable);
    }
  }

  private static void forget(Path record) {
    try {
      Files.deleteIfExists(record);
    } catch (IOException unwritable) {
      throw Trouble.withFile("cannot remove " + record, unwritable);
    }
  }

  private static String password() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random(24));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
