package dev.sparkle.identity.control.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** An OpenID provider for tests: discovery, keys, and a token endpoint, over real HTTP. */
public final class TestIssuer implements AutoCloseable {

  public static final String CLIENT = "sparkle-it";
  public static final String SECRET = "it-secret";

  private final HttpServer server;
  private final Map<String, String> codes = new ConcurrentHashMap<>();
  private volatile RSAKey key = newKey();

  /** Listens on 127.0.0.1; port 0: on any. */
  public TestIssuer(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/.well-known/openid-configuration",
        exchange ->
            answer(
                exchange,
                200,
                """
                {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize",
                 "token_endpoint":"%1$s/token","jwks_uri":"%1$s/keys",
                 "token_endpoint_auth_methods_supported":["client_secret_post"]}
                """
                    .formatted(address())));
    server.createContext(
        "/keys", exchange -> answer(exchange, 200, new JWKSet(key).toString(true)));
    server.createContext("/token", this::token);
    server.start();
  }

  private static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The issuer. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on another key signs, and the old one is not published any more. */
  public void rotate() {
    key = newKey();
  }

  /** What a good token says; a test changes what it is about. */
  public JWTClaimsSet.Builder claims(String subject) {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(address())
        .audience(CLIENT)
        .subject(subject)
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(300)))
        .claim("nonce", "n-1")
        .claim("name", "Ada Lovelace")
        .jwtID(UUID.randomUUID().toString());
  }

  /** Signs. */
  public String token(JWTClaimsSet claims) {
    return signed(claims, key, key.getKeyID());
  }

  /** Signs by a key that nobody published, under the name of the one that is. */
  public String forged(JWTClaimsSet claims) {
    return signed(claims, newKey(), key.getKeyID());
  }

  private static String signed(JWTClaimsSet claims, RSAKey by, String id) {
    try {
      SignedJWT token =
          new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).build(), claims);
      token.sign(new RSASSASigner(by));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A code that gives that token, once. */
  public String code(JWTClaimsSet claims) {
    String code = UUID.randomUUID().toString();
    codes.put(code, token(claims));
    return code;
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form =
        Arrays.stream(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                    .split("&"))
            .map(each -> each.split("=", 2))
            .collect(
                Collectors.toMap(
                    each -> each[0], each -> URLDecoder.decode(each[1], StandardCharsets.UTF_8)));
    String token = codes.remove(form.getOrDefault("code", ""));
    boolean known =
        CLIENT.equals(form.get("client_id"))
            && SECRET.equals(form.get("client_secret"))
            && "https://learn.example.org/back".equals(form.get("redirect_uri"))
            && "authorization_code".equals(form.get("grant_type"));
    if (token == null || !known) {
      answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
    } else {
      answer(exchange, 200, "{\"id_token\":\"" + token + "\",\"token_type\":\"Bearer\"}");
    }
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
