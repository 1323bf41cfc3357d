package dev.sparkle.identity.boundary;

import dev.sparkle.identity.control.Accounts;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.identity.entity.Session;
import dev.sparkle.platform.boundary.Problem;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;

/** Signs in. */
@RequestScoped
@Path("/auth")
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirements
public class AuthResource {

  /** A session, as a client gets it. {@code expiresIn} counts seconds. */
  public record SessionBody(
      String accessToken,
      String tokenType,
      long expiresIn,
      String refreshToken,
      AccountBody account) {

    static SessionBody of(Session session) {
      return new SessionBody(
          session.accessToken(),
          "Bearer",
          session.lifetime().toSeconds(),
          session.refreshToken(),
          new AccountBody(
              session.account().id(),
              session.account().displayName(),
              session.account().roles().stream().map(Role::wireName).sorted().toList(),
              session.account().guest()));
    }
  }

  /** An account, as its owner sees it. */
  public record AccountBody(UUID id, String displayName, List<String> roles, boolean guest) {}

  /** Asks for a new session. */
  public record RefreshBody(String refreshToken) {}

  @Inject private Accounts accounts;

  @POST
  @Path("/guest")
  @Operation(summary = "Sign in without an account", operationId = "guest")
  public SessionBody guest() throws SQLException {
    return SessionBody.of(accounts.guest());
  }

  @POST
  @Path("/refresh")
  @Operation(summary = "Exchange a refresh token, once, for a new session", operationId = "refresh")
  public SessionBody refresh(RefreshBody body) throws SQLException {
    if (body == null || body.refreshToken() == null || body.refreshToken().isBlank()) {
      throw Problem.of(400, "missing_field", "refreshToken is missing.");
    }
    return accounts
        .refresh(body.refreshToken())
        .map(SessionBody::of)
        .orElseThrow(
            () ->
                Problem.of(
                    401,
                    "refresh_token_invalid",
                    "The refresh token is unknown, used or expired. Sign in again."));
  }
}
