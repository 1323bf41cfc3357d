package dev.sparkle.cli.client;

import java.time.Clock;
import java.time.Duration;

/**
 * A session that is kept alive: refreshed shortly before it expires, and replaced by a new guest
 * when the server does not know it any more or is another one. An account that is no guest is not
 * replaced; its owner has to sign in again.
 */
public final class KeptSession implements Credentials {

  private static final Duration MARGIN = Duration.ofSeconds(30);

  private final String server;
  private final SignIn signIn;
  private final SessionStore store;
  private final Clock clock;

  KeptSession(Rest rest, SessionStore store, Clock clock) {
    this.server = rest.server().toString();
    this.signIn = new SignIn(rest, clock);
    this.store = store;
    this.clock = clock;
  }

  @Override
  public synchronized String accessToken() {
    Session session = store.load().filter(s -> s.server().equals(server)).orElse(null);
    if (session == null) {
      return keep(signIn.guest()).accessToken();
    }
    boolean good = session.expiresAt().minus(MARGIN).isAfter(clock.instant());
    return good ? session.accessToken() : next(session).accessToken();
  }

  @Override
  public synchronized boolean renew() {
    Session session = store.load().filter(s -> s.server().equals(server)).orElse(null);
    if (session == null) {
      keep(signIn.guest());
    } else {
      next(session);
    }
    return true;
  }

  private Session next(Session session) {
    try {
      return keep(signIn.refresh(session.refreshToken()));
    } catch (ApiProblem unknown) {
      if (!session.guest() || unknown.status() >= 500 || unknown.status() == 429) {
        throw unknown;
      }
      return keep(signIn.guest());
    }
  }

  private Session keep(Session session) {
    store.save(session);
    return session;
  }
}
