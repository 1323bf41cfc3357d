package dev.sparkle.identity.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sparkle.identity.entity.Account;
import dev.sparkle.identity.entity.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTokensTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir private Path folder;

  @Test
  void issuesATokenThatThePublishedKeyVerifies() throws Exception {
    SigningKeys keys = SigningKeys.loadOrCreate(folder);
    Account account = new Account(UUID.randomUUID(), "Ada", Set.of(Role.LEARNER), true);

    SignedJWT token =
        SignedJWT.parse(
            new AccessTokens(keys, Clock.fixed(NOW, ZoneOffset.UTC))
                .issue(account, Duration.ofMinutes(15)));

    JWKSet published = JWKSet.parse(Files.readString(folder.resolve("jwks.json")));
    assertTrue(
        token.verify(
            new RSASSAVerifier(published.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey())));
    assertEquals(account.id().toString(), token.getJWTClaimsSet().getSubject());
    assertEquals(List.of("learner"), token.getJWTClaimsSet().getStringListClaim("groups"));
    assertEquals(NOW.plusSeconds(900), token.getJWTClaimsSet().getExpirationTime().toInstant());
  }

  @Test
  void publishesNoPrivateKeyAndKeepsItToItsOwner() throws Exception {
    SigningKeys.loadOrCreate(folder);

    String published = Files.readString(folder.resolve("jwks.json"));

    assertFalse(published.contains("\"d\""), published);
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("signing-keys.json"))));
  }

  @Test
  void makesOneSetOfKeysWhenNodesStartTogether() throws Exception {
    ExecutorService nodes = Executors.newFixedThreadPool(4);
    try {
      Callable<String> start = () -> SigningKeys.loadOrCreate(folder).publicJwks(NOW);
      Set<String> seen = new java.util.HashSet<>();
      for (Future<String> each : nodes.invokeAll(List.of(start, start, start, start))) {
        seen.add(each.get());
      }
      assertEquals(1, seen.size());
    } finally {
      nodes.shutdownNow();
    }
  }

  @Test
  void leavesNoDraftsBehind() throws Exception {
    SigningKeys.loadOrCreate(folder);
    SigningKeys.loadOrCreate(folder);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of(".lock", "jwks.json", "signing-keys.json"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  private static String keyOf(SigningKeys keys, Instant at) throws Exception {
    Account account = new Account(UUID.randomUUID(), "Ada", Set.of(Role.LEARNER), true);
    return SignedJWT.parse(
            new AccessTokens(keys, Clock.fixed(at, ZoneOffset.UTC))
                .issue(account, Duration.ofMinutes(15)))
        .getHeader()
        .getKeyID();
  }

  @Test
  void aNewKeySignsAfterItsNoticeAndTheOldOneVerifiesUntilItsTokensExpire() throws Exception {
    SigningKeys before = SigningKeys.loadOrCreate(folder);
    String old = before.youngest();
    Duration notice = Duration.ofSeconds(10);
    Duration tokens = Duration.ofMinutes(15);

    SigningKeys after = SigningKeys.rotate(folder, NOW, notice, tokens);

    String young = after.youngest();
    assertEquals(old, keyOf(SigningKeys.load(folder), NOW.plusSeconds(9)));
    assertEquals(young, keyOf(SigningKeys.load(folder), NOW.plusSeconds(10)));
    JWKSet published = JWKSet.parse(Files.readString(folder.resolve("jwks.json")));
    assertTrue(published.containsJWK(published.getKeyByKeyId(old)));
    assertTrue(published.containsJWK(published.getKeyByKeyId(young)));
    Instant over = NOW.plus(notice).plus(tokens);
    assertTrue(after.knows(old, over.minusSeconds(1)));
    assertFalse(after.knows(old, over));
    assertTrue(after.knows(young, over));
    SigningKeys later = SigningKeys.rotate(folder, over.plusSeconds(1), notice, tokens);
    assertFalse(later.publicJwks(over).contains(old), "what is over is thrown away");
  }

  @Test
  void keysThatLeakedAreGoodNoMoreAtOnce() throws Exception {
    String old = SigningKeys.loadOrCreate(folder).youngest();

    SigningKeys after = SigningKeys.replaceAll(folder);

    assertFalse(after.knows(old, NOW));
    assertEquals(after.youngest(), keyOf(SigningKeys.load(folder), NOW));
    assertFalse(Files.readString(folder.resolve("signing-keys.json")).contains(old));
  }
}
