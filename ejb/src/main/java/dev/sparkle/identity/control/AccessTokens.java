package dev.sparkle.identity.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sparkle.identity.entity.Account;
import dev.sparkle.identity.entity.AccountId;
import dev.sparkle.identity.entity.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.UUID;

/** Issues access tokens: JWTs that MicroProfile JWT verifies at the boundary. */
public final class AccessTokens {

  /** Issuer and audience, as in liberty-config's security.xml. */
  private static final String SPARKLE = "sparkle";

  /** Claim: the session, as OpenID Connect's front-channel logout calls it. */
  public static final String SESSION = "sid";

  /** Claim: the version of the account's rights. */
  public static final String VERSION = "ver";

  private final SigningKeys keys;
  private final Clock clock;

  public AccessTokens(SigningKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** A token that is good for so long and belongs to no session. */
  public String issue(Account account, Duration lifetime) {
    return issue(account, null, 0, lifetime);
  }

  /**
   * A token that is good for so long, unless its session ends before.
   *
   * @param session what it is ended by; null: nothing ends it
   * @param version of the account's rights
   */
  public String issue(Account account, UUID session, int version, Duration lifetime) {
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(SPARKLE)
            .audience(SPARKLE)
            .subject(account.id().toString())
            .claim("upn", account.id().toString())
            .claim("groups", account.roles().stream().map(Role::wireName).sorted().toList())
            .claim("name", account.displayName())
            .claim("guest", account.guest())
            .claim(SESSION, session == null ? null : session.toString())
            .claim(VERSION, version)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)))
            .jwtID(UUID.randomUUID().toString())
            .build();
    RSAKey key = keys.signing(now);
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .type(JOSEObjectType.JWT)
            .keyID(key.getKeyID())
            .build();
    SignedJWT token = new SignedJWT(header, claims);
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("the signing key cannot sign", e);
    }
    return token.serialize();
  }

  /**
   * A token for whoever can read the signing keys, that is: works at the server itself.
   * Short-lived, made anew for each command.
   */
  public String issueForLocalOperator() {
    Account operator =
        new Account(
            AccountId.LOCAL_OPERATOR, "Operator at the server", Set.of(Role.OPERATOR), false);
    return issue(operator, Duration.ofMinutes(10));
  }
}
