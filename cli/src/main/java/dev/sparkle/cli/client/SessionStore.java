package dev.sparkle.cli.client;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps the last session. */
public interface SessionStore {

  /** The last session, of whatever server. */
  Optional<Session> load();

  /** Replaces it. */
  void save(Session session);

  /** One that forgets with the process, with a session to begin with or null. */
  static SessionStore inMemory(Session first) {
    AtomicReference<Session> last = new AtomicReference<>(first);
    return new SessionStore() {
      @Override
      public Optional<Session> load() {
        return Optional.ofNullable(last.get());
      }

      @Override
      public void save(Session session) {
        last.set(session);
      }
    };
  }
}
