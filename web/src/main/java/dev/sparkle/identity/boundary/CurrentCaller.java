package dev.sparkle.identity.boundary;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Origin;
import dev.sparkle.identity.entity.Role;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The caller of this request, from its verified token. */
@RequestScoped
public class CurrentCaller {

  @Inject private JsonWebToken token;
  @Inject private HttpServletRequest request;

  /**
   * The caller.
   *
   * @throws IllegalArgumentException if the token is not one of ours; its signature was checked
   */
  public Caller get() {
    Set<Role> roles =
        token.getGroups().stream().map(Role::of).collect(Collectors.toUnmodifiableSet());
    boolean guest = Boolean.TRUE.equals(token.getClaim("guest"));
    return new Caller(
        UUID.fromString(token.getSubject()),
        roles,
        Set.of(),
        guest ? Origin.guest(request.getRemoteAddr()) : Origin.ACCOUNT);
  }
}
