package dev.sparkle.cli.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;

/** The ways to sign in. Each throws {@link ApiProblem} if the server says no. */
public final class SignIn {

  private final Rest rest;
  private final Clock clock;

  public SignIn(URI server, Clock clock) {
    this(new Rest(server), clock);
  }

  SignIn(Rest rest, Clock clock) {
    this.rest = rest;
    this.clock = clock;
  }

  /** A new guest. */
  public Session guest() {
    return post("guest", Rest.JSON.createObjectNode());
  }

  /** A new account. */
  public Session register(String email, String password) {
    return post("register", credentials(email, password));
  }

  /** An account that exists. */
  public Session login(String email, String password) {
    return post("login", credentials(email, password));
  }

  /** An account whose password somebody else chose; from now on it is the new one. */
  Session login(String email, String given, String password) {
    return post("login", credentials(email, given).put("newPassword", password));
  }

  /** The next session of the same account; the old refresh token is used up. */
  public Session refresh(String refreshToken) {
    return post("refresh", Rest.JSON.createObjectNode().put("refreshToken", refreshToken));
  }

  /** A client for that account over this sign-in's own connections: light, for a crowd. */
  public SparkleClient client(Session session) {
    return new SparkleClient(rest, new KeptSession(rest, SessionStore.inMemory(session), clock));
  }

  private Session post(String how, ObjectNode body) {
    return Session.of(
        rest.server().toString(), rest.call("POST", "auth/" + how, body, null), clock.instant());
  }

  private static ObjectNode credentials(String email, String password) {
    return Rest.JSON.createObjectNode().put("email", email).put("password", password);
  }
}
