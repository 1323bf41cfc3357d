package dev.sparkle.identity.control.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.sparkle.platform.control.Settings;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenIdProviderTest {

  private static final String BACK = "https://learn.example.org/back";

  private TestIssuer issuer;
  private OpenIdProvider provider;

  @BeforeEach
  void open() throws Exception {
    issuer = new TestIssuer(0);
    provider = provider(issuer.address());
  }

  private static OpenIdProvider provider(String address) {
    return new OpenIdProvider(
        new Settings.OpenIdProvider(
            "test", address, TestIssuer.CLIENT, Optional.of(TestIssuer.SECRET), "groups", Map.of()),
        Clock.systemUTC());
  }

  @AfterEach
  void close() {
    issuer.close();
  }

  private void refused(String token, String nonce) {
    assertThrows(BadJOSEException.class, () -> provider.verified(token, nonce));
  }

  @Test
  void takesATokenThatTheIssuerSignedForThisClient() throws Exception {
    JWTClaimsSet claims = provider.verified(issuer.token(issuer.claims("u-1").build()), "n-1");

    assertEquals("u-1", claims.getSubject());
  }

  @Test
  void refusesWhatIsForSomebodyElseOrTooOldOrAnotherAnswer() {
    refused(issuer.token(issuer.claims("u").audience("other").build()), "n-1");
    refused(issuer.token(issuer.claims("u").audience(List.of("sparkle-it", "x")).build()), "n-1");
    refused(issuer.token(issuer.claims("u").claim("azp", "other").build()), "n-1");
    refused(issuer.token(issuer.claims("u").issuer("https://evil.example.org").build()), "n-1");
    refused(issuer.token(issuer.claims("u").subject(null).build()), "n-1");
    refused(
        issuer.token(
            issuer.claims("u").expirationTime(Date.from(Instant.now().minusSeconds(120))).build()),
        "n-1");
    refused(issuer.token(issuer.claims("u").build()), "another nonce");
  }

  @Test
  void refusesWhatTheIssuerDidNotSign() throws Exception {
    refused(issuer.forged(issuer.claims("u").build()), "n-1");
    refused(new PlainJWT(issuer.claims("u").build()).serialize(), "n-1");
    SignedJWT byASecret =
        new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), issuer.claims("u").build());
    byASecret.sign(new MACSigner(TestIssuer.SECRET.repeat(5)));
    refused(byASecret.serialize(), "n-1");
    refused("no token at all", "n-1");
  }

  @Test
  void findsTheKeyThatTheIssuerSignsByNow() throws Exception {
    provider.verified(issuer.token(issuer.claims("u-1").build()), "n-1");
    issuer.rotate();

    assertEquals(
        "u-2", provider.verified(issuer.token(issuer.claims("u-2").build()), "n-1").getSubject());
  }

  @Test
  void exchangesACodeOnce() throws Exception {
    String code = issuer.code(issuer.claims("u-3").build());

    String token = provider.exchanged(code, "verifier", BACK);

    assertEquals("u-3", provider.verified(token, "n-1").getSubject());
    assertThrows(BadJOSEException.class, () -> provider.exchanged(code, "verifier", BACK));
    String another = issuer.code(issuer.claims("u-3").build());
    assertThrows(
        BadJOSEException.class, () -> provider.exchanged(another, null, "https://evil.example"));
  }

  @Test
  void saysThatAProviderIsAwayOrCallsItselfOtherwise() {
    issuer.close();
    assertThrows(IOException.class, () -> provider.metadata());
    assertThrows(IOException.class, () -> provider("http://127.0.0.1:1").metadata());
  }
}
