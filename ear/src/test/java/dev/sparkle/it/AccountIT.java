package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Session;
import dev.sparkle.cli.client.SignIn;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.client.Upload;
import dev.sparkle.cli.services.Database;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.identity.control.oidc.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of accounts: forgotten passwords, sign-ins from elsewhere, new keys, the end. */
class AccountIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String BACK = "https://learn.example.org/back";

  @TempDir private Path folder;

  private final LibertyNode node = Lab.node();
  private final LibertyNode other = Lab.secondNode();
  private final SignIn door = new SignIn(node.ports().address(), Clock.systemUTC());

  @Test
  void aLetterLetsSomebodyChooseANewPasswordOnceAndEndsHisSessions() throws Exception {
    String email = People.address();
    Session before = door.register(email, People.PASSWORD);
    Http.Answer known = post("auth/reset-request", null, "{\"email\":\"" + email + "\"}");
    Http.Answer unknown =
        post("auth/reset-request", null, "{\"email\":\"" + People.address() + "\"}");
    assertEquals(known.status() + known.body(), unknown.status() + unknown.body());
    String token = Await.until(PATIENCE, () -> secretOfLetterTo(email), Optional::isPresent).get();

    assertEquals("weak_password", People.code(reset(token, "password1")));
    assertEquals(204, reset(token, "quiet marble harbour").status());
    assertEquals("reset_token_invalid", People.code(reset(token, "quiet marble harbour")));

    assertEquals(401, usage(node, before.accessToken()));
    Await.until(PATIENCE, () -> usage(other, before.accessToken()), status -> status == 401);
    assertEquals(401, refresh(before.refreshToken()).status());
    assertEquals(401, login(email, People.PASSWORD).status());
    assertEquals(200, login(email, "quiet marble harbour").status());
  }

  @Test
  void somebodyComesInByAnotherProviderAndIsTheSameTheNextTime() throws Exception {
    String subject = UUID.randomUUID().toString();
    String email = People.address();
    JWTClaimsSet claims =
        Lab.issuer()
            .claims(subject)
            .claim("email", email)
            .claim("email_verified", true)
            .claim("groups", List.of("staff", "other"))
            .build();
    String idToken = Lab.issuer().token(claims);
    Session guest = new SignIn(other.ports().address(), Clock.systemUTC()).guest();

    Http.Answer first = oidc(guest.accessToken(), "idToken", idToken);

    assertEquals(200, first.status(), first.toString());
    assertEquals(guest.account(), first.json().at("/account/id").asText());
    assertEquals("[\"learner\",\"teacher\"]", first.json().at("/account/roles").toString());
    assertEquals("external_token_refused", People.code(oidc(null, "idToken", idToken)));
    Http.Answer again = oidc(null, "code", Lab.issuer().code(Lab.issuer().claims(subject).build()));
    assertEquals(200, again.status(), again.toString());
    assertEquals(guest.account(), again.json().at("/account/id").asText());
    assertEquals("[\"learner\"]", again.json().at("/account/roles").toString());
    assertEquals(
        email,
        People.call(other, "GET", "account", again.json().path("accessToken").asText(), null)
            .json()
            .path("email")
            .asText());
    assertEquals(
        "external_token_refused", People.code(oidc(null, "idToken", Lab.issuer().forged(claims))));
    assertEquals(
        TestIssuer.CLIENT,
        People.call(other, "GET", "auth/oidc", null, null).json().at("/items/0/clientId").asText());
  }

  @Test
  void anAddressThatAProviderNamesLeadsIntoNobodysAccount() {
    String email = People.address();
    Session victim = door.register(email, People.PASSWORD);
    JWTClaimsSet claims =
        Lab.issuer()
            .claims(UUID.randomUUID().toString())
            .claim("email", email)
            .claim("email_verified", true)
            .build();

    Http.Answer entered = oidc(null, "idToken", Lab.issuer().token(claims));

    assertEquals(200, entered.status(), entered.toString());
    assertNotEquals(victim.account(), entered.json().at("/account/id").asText());
  }

  @Test
  void anAccountIsLinkedToAProviderByItsPasswordOnly() {
    Session mine = door.register(People.address(), People.PASSWORD);
    String subject = UUID.randomUUID().toString();
    String idToken = Lab.issuer().token(Lab.issuer().claims(subject).build());

    assertEquals("password_needed", People.code(oidc(mine.accessToken(), "idToken", idToken)));
    Http.Answer linked = oidc(mine.accessToken(), "idToken", idToken, People.PASSWORD);

    assertEquals(200, linked.status(), linked.toString());
    Http.Answer entered =
        oidc(null, "idToken", Lab.issuer().token(Lab.issuer().claims(subject).build()));
    assertEquals(mine.account(), entered.json().at("/account/id").asText());
  }

  @Test
  void aNewKeySignsOnEveryNodeAndTokensOfTheOldOneStayGood() {
    Session before = door.guest();
    JsonNode rotated =
        Lab.operator(node).call("POST", "admin/keys/rotate", JSON.createObjectNode());
    String young = rotated.path("keyId").asText();

    for (LibertyNode each : new LibertyNode[] {node, other}) {
      SignIn there = new SignIn(each.ports().address(), Clock.systemUTC());
      Session after =
          Await.until(
              PATIENCE, there::guest, session -> keyOf(session.accessToken()).equals(young));
      assertEquals(200, usage(node, after.accessToken()), "signed there, verified here");
      assertEquals(200, usage(other, after.accessToken()));
      assertEquals(200, usage(each, before.accessToken()), "the old one still verifies");
    }
    assertTrue(
        Http.get(node, "/.well-known/jwks.json").body().contains(keyOf(before.accessToken())));
  }

  @Test
  void everythingOfAnAccountCanBeFetchedAndIsGoneWhenItsOwnerSaysSo() throws Exception {
    String email = People.address();
    Session session = door.register(email, People.PASSWORD);
    SparkleClient client = SparkleClient.as(session);
    Path file = folder.resolve("mine.md");
    Files.writeString(file, "# Mine\n\nA page of my own about osmosis.\n");
    String material = new Learner(client).hand(new Upload(file, null, null, null)).id();
    new Learner(client).ask("Why do plants need light?");
    Lab.operator(node)
        .call(
            "PUT",
            "admin/quotas/account:" + session.account(),
            JSON.createObjectNode().put("requestsPerMinute", 100));
    String pseudonym =
        ask("select pseudonym from account_pseudonym where account_id = ?", session.account());

    assertEquals(
        new TreeSet<>(List.of("account.json", "conversations", "materials")),
        foldersOfExport(session, email));

    assertEquals(403, goodbye(session, null).status());
    assertEquals(403, goodbye(session, "wrong").status());
    try (ChatConnection socket =
        SparkleClient.withToken(other.ports().address(), session.accessToken()).connect()) {
      assertEquals(204, goodbye(session, People.PASSWORD).status());
      assertEquals(4001, socket.await(ChatEvent.Closed.class, PATIENCE).code());
    }

    assertEquals(401, usage(node, session.accessToken()));
    assertEquals(401, refresh(session.refreshToken()).status());
    assertEquals(401, login(email, People.PASSWORD).status());
    for (String table :
        List.of(
            "conversation",
            "message",
            "generation",
            "material",
            "chunk",
            "export",
            "credential",
            "refresh_token",
            "account_pseudonym",
            "task_done")) {
      assertEquals(
          "0",
          ask("select count(*) from " + table + " where account_id = ?", session.account()),
          table);
    }
    assertEquals(
        "0",
        ask(
            "select count(*) from quota_budget where scope = 'account:' || ?::uuid",
            session.account()));
    assertNotEquals(
        "0",
        ask("select count(*) from quota_entry where account_id = ?", session.account()),
        "what was spent stays spent");
    JsonNode records =
        Lab.operator(node).call("GET", "admin/audit?account=" + pseudonym + "&limit=100", null);
    assertTrue(records.toString().contains("account.delete"), records.toString());
    assertEquals(
        404,
        People.call(node, "GET", "materials/" + material, door.guest().accessToken(), null)
            .status());
  }

  private Http.Answer goodbye(Session session, String password) {
    return People.call(
        node,
        "DELETE",
        "account",
        session.accessToken(),
        password == null ? "{}" : "{\"password\":\"" + password + "\"}");
  }

  private TreeSet<String> foldersOfExport(Session session, String email) throws Exception {
    SparkleClient client = SparkleClient.as(session);
    String id = client.call("POST", "account/exports", null).path("id").asText();
    Await.until(
        PATIENCE,
        () -> client.call("GET", "account/exports/" + id, null).path("status").asText(),
        "ready"::equals);
    HttpRequest fetch =
        HttpRequest.newBuilder(
                URI.create(node.ports().address() + "/api/v1/account/exports/" + id + "/file"))
            .header("Authorization", "Bearer " + session.accessToken())
            .build();
    TreeSet<String> names = new TreeSet<>();
    try (ZipInputStream zip =
        new ZipInputStream(
            HttpClient.newHttpClient().send(fetch, BodyHandlers.ofInputStream()).body())) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName().replaceFirst("/.*", ""));
        if (entry.getName().equals("account.json")) {
          assertTrue(
              new String(zip.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                  .contains(email));
        }
      }
    }
    return names;
  }

  private static String ask(String sql, String account) throws Exception {
    try (Connection connection = Database.connect(Lab.database());
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, UUID.fromString(account));
      try (ResultSet row = select.executeQuery()) {
        assertTrue(row.next(), sql);
        return row.getString(1);
      }
    }
  }

  private static Optional<String> secretOfLetterTo(String email) {
    Path mail = Lab.keys().resolveSibling("mail");
    if (!Files.exists(mail)) {
      return Optional.empty();
    }
    try (Stream<Path> letters = Files.list(mail)) {
      for (Path letter : letters.toList()) {
        String text = Files.readString(letter);
        Matcher link = Pattern.compile("reset\\.html#(\\S+)").matcher(text);
        if (text.contains(email) && link.find()) {
          return Optional.of(link.group(1));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String keyOf(String token) {
    try {
      return SignedJWT.parse(token).getHeader().getKeyID();
    } catch (java.text.ParseException e) {
      throw new AssertionError(e);
    }
  }

  private Http.Answer oidc(String token, String what, String value) {
    return oidc(token, what, value, null);
  }

  private Http.Answer oidc(String token, String what, String value, String password) {
    return People.call(
        other,
        "POST",
        "auth/oidc",
        token,
        JSON.createObjectNode()
            .put("provider", "test")
            .put("nonce", "n-1")
            .put("redirectUri", BACK)
            .put("password", password)
            .put(what, value)
            .toString());
  }

  private Http.Answer post(String path, String token, String json) {
    return People.call(node, "POST", path, token, json);
  }

  private Http.Answer reset(String token, String password) {
    return post(
        "auth/reset",
        null,
        JSON.createObjectNode().put("token", token).put("newPassword", password).toString());
  }

  private Http.Answer login(String email, String password) {
    return post(
        "auth/login",
        null,
        JSON.createObjectNode().put("email", email).put("password", password).toString());
  }

  private Http.Answer refresh(String token) {
    return post("auth/refresh", null, "{\"refreshToken\":\"" + token + "\"}");
  }

  private static int usage(LibertyNode node, String token) {
    return People.call(node, "GET", "usage", token, null).status();
  }
}
