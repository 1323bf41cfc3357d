package dev.sparkle.identity.boundary;

import dev.sparkle.identity.control.Keyring;
import dev.sparkle.identity.control.SessionWatch;
import dev.sparkle.platform.boundary.PlainPath;
import dev.sparkle.platform.boundary.Problem;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import java.util.UUID;

/** Refuses access tokens that have not expired, but whose session has ended, or whose key. */
@Provider
@Priority(Priorities.AUTHENTICATION + 1)
public class EndedSessions implements ContainerRequestFilter {

  /** What one signs in with is given to the account of the bearer. */
  private static final Set<String> GIVE_AN_ACCOUNT_AWAY = Set.of("auth/register", "auth/oidc");

  @Inject private CurrentCaller caller;
  @Inject private SessionWatch sessions;
  @Inject private Keyring keyring;

  @Override
  public void filter(ContainerRequestContext request) {
    String path = PlainPath.of(request.getUriInfo());
    if (path.startsWith("auth/") && !GIVE_AN_ACCOUNT_AWAY.contains(path)) {
      return; // a refresh token, a password or nothing is what counts there
    }
    caller
        .ifAny()
        .filter(
            one ->
                !keyring.isOfAGoodKey(caller.rawToken())
                    || sessions.isEnded(
                        one.account(), caller.session().orElse((UUID) null), caller.version()))
        .ifPresent(
            ended -> {
              throw Problem.of(
                  401, "session_ended", "This session was ended. Refresh it, or sign in again.");
            });
  }
}
