package dev.sparkle.identity.control.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.sparkle.platform.control.Json;
import dev.sparkle.platform.control.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One OpenID provider, as OpenID Connect Core 1.0 and Discovery 1.0 have it: finds its keys, and
 * verifies what it signed. Only asymmetric signatures count. Thread-safe.
 *
 * <p><b>Limitation.</b> The issuer is one address; the common endpoint of Microsoft Entra, whose
 * tokens name other issuers, is refused. Use that of your tenant.
 */
final class OpenIdProvider {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration METADATA_KEPT = Duration.ofHours(1);

  /** Documents of providers have a few thousand characters. */
  private static final int LONGEST = 1 << 18;

  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384);

  /** Where the provider is asked for what. */
  record Metadata(String authorization, String token, boolean basic, Instant until) {}

  private final Settings.OpenIdProvider settings;
  private final HttpClient http;
  private final Clock clock;
  private Metadata metadata;
  private DefaultJWTProcessor<SecurityContext> verifier;

  OpenIdProvider(Settings.OpenIdProvider settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  Settings.OpenIdProvider settings() {
    return settings;
  }

  /**
   * What it tells of itself, an hour old at most.
   *
   * @throws IOException if it does not answer, or calls itself otherwise
   */
  synchronized Metadata metadata() throws IOException {
    if (metadata == null || clock.instant().isAfter(metadata.until())) {
      JsonNode told =
          json(
              HttpRequest.newBuilder(
                      URI.create(
                          settings.issuer().replaceFirst("/+$", "")
                              + "/.well-known/openid-configuration"))
                  .timeout(LIMIT)
                  .build());
      if (!settings.issuer().equals(told.path("issuer").asText())) {
        throw new IOException(settings.name() + " calls itself otherwise than it is configured");
      }
      verifier = verifier(told.path("jwks_uri").asText());
      Set<String> ways = new HashSet<>();
      told.path("token_endpoint_auth_methods_supported").forEach(way -> ways.add(way.asText()));
      metadata =
          new Metadata(
              told.path("authorization_endpoint").asText(),
              told.path("token_endpoint").asText(),
              ways.contains("client_secret_basic") && !ways.contains("client_secret_post"),
              clock.instant().plus(METADATA_KEPT));
    }
    return metadata;
  }

  private DefaultJWTProcessor<SecurityContext> verifier(String keys) throws IOException {
    try {
      // keys are fetched again when an unknown one is named, and not more often than in 30 s
      JWKSource<SecurityContext> source =
          JWKSourceBuilder.create(URI.create(keys).toURL()).retrying(true).build();
      DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
      processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, source));
      processor.setJWTClaimsSetVerifier(
          new DefaultJWTClaimsVerifier<>(
              settings.clientId(),
              new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
              Set.of("sub", "iat", "exp")) {
            @Override
            protected Date currentTime() {
              return Date.from(clock.instant());
            }
          });
      return processor;
    } catch (MalformedURLException | IllegalArgumentException noAddress) {
      throw new IOException(settings.name() + " names no address of its keys", noAddress);
    }
  }

  /**
   * What an ID token says, if it is one of this provider's for this Sparkle.
   *
   * @param nonce that the token must have; null: any, or none
   * @throws BadJOSEException if it is not
   * @throws IOException if the provider does not answer
   */
  JWTClaimsSet verified(String idToken, String nonce) throws IOException, BadJOSEException {
    DefaultJWTProcessor<SecurityContext> processor;
    synchronized (this) {
      metadata();
      processor = verifier;
    }
    JWTClaimsSet claims;
    try {
      claims = processor.process(idToken, null);
    } catch (ParseException noToken) {
      throw new BadJOSEException("no token", noToken);
    } catch (JOSEException noKeys) {
      throw new IOException("the keys of " + settings.name() + " could not be had", noKeys);
    }
    Object party = claims.getClaim("azp");
    if (claims.getAudience().size() > 1 && party == null
        || party != null && !settings.clientId().equals(party)) {
      throw new BadJOSEException("the token is for somebody else");
    }
    if (nonce != null && !nonce.equals(claims.getClaim("nonce"))) {
      throw new BadJOSEException("the token answers another question");
    }
    return claims;
  }

  /**
   * Exchanges an authorisation code for the ID token.
   *
   * @param verifier of PKCE; null: none
   * @throws BadJOSEException if the provider does not take the code
   * @throws IOException if it does not answer
   */
  String exchanged(String code, String verifier, String redirectUri)
      throws IOException, BadJOSEException {
    Metadata at = metadata();
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", redirectUri);
    form.put("client_id", settings.clientId());
    if (verifier != null) {
      form.put("code_verifier", verifier);
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(at.token()))
            .timeout(LIMIT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json");
    if (settings.clientSecret().isPresent() && at.basic()) {
      String pair = encoded(settings.clientId()) + ":" + encoded(settings.clientSecret().get());
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    } else if (settings.clientSecret().isPresent()) {
      form.put("client_secret", settings.clientSecret().get());
    }
    String body =
        form.entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    JsonNode answer = json(request.POST(BodyPublishers.ofString(body)).build());
    if (!answer.path("id_token").isTextual()) {
      throw new BadJOSEException("the provider gave no ID token");
    }
    return answer.path("id_token").asText();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A refusal (400, 401) has a JSON body, too; it just has no token in it. */
  private JsonNode json(HttpRequest request) throws IOException {
    try {
      HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
      try (InputStream in = answer.body()) {
        byte[] bytes = in.readNBytes(LONGEST);
        if (answer.statusCode() >= 500 || answer.statusCode() / 100 == 3) {
          throw new IOException(settings.name() + " answered " + answer.statusCode());
        }
        return Json.mapper().readTree(bytes);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
