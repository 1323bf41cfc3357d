package dev.sparkle.identity.boundary;

import dev.sparkle.identity.control.AccessTokens;
import dev.sparkle.identity.control.Memberships;
import dev.sparkle.identity.control.Pseudonyms;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Origin;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.platform.control.LogContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonNumber;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The caller of this request, from its verified token. */
@RequestScoped
public class CurrentCaller {

  @Inject private JsonWebToken token;
  @Inject private HttpServletRequest request;
  @Inject private Memberships memberships;
  @Inject private Pseudonyms pseudonyms;

  /**
   * The caller.
   *
   * @throws IllegalArgumentException if the token is not one of ours; its signature was checked
   */
  public Caller get() {
    Set<Role> roles =
        token.getGroups().stream().map(Role::of).collect(Collectors.toUnmodifiableSet());
    boolean guest = Boolean.TRUE.equals(token.getClaim("guest"));
    UUID account = UUID.fromString(token.getSubject());
    LogContext.add(LogContext.Field.ACCOUNT, pseudonyms.of(account));
    return new Caller(
        account,
        roles,
        guest ? Set.of() : memberships.of(account),
        guest ? Origin.guest(request.getRemoteAddr()) : Origin.ACCOUNT);
  }

  /** The caller where nobody needs to have signed in; empty: nobody has. */
  Optional<Caller> ifAny() {
    // not the token: to ask it where there is none is an error in the server's log
    return request.getUserPrincipal() == null ? Optional.empty() : Optional.of(get());
  }

  /** A pseudonym of the network that the request comes from. */
  public String place() {
    return Origin.guest(request.getRemoteAddr()).place();
  }

  /** The session that the token belongs to; empty: none. */
  Optional<UUID> session() {
    return Optional.<Object>ofNullable(token.getClaim(AccessTokens.SESSION))
        .map(id -> UUID.fromString(id.toString()));
  }

  /** The token as it came. */
  String rawToken() {
    return token.getRawToken();
  }

  /** The version of the account's rights when the token was given. */
  int version() {
    Object version = token.getClaim(AccessTokens.VERSION);
    if (version instanceof JsonNumber number) {
      return number.intValue();
    }
    return version instanceof Number number ? number.intValue() : 0;
  }
}
