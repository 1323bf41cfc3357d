package dev.sparkle.identity.boundary;

import dev.sparkle.identity.control.Accounts;
import dev.sparkle.identity.control.PasswordResets;
import dev.sparkle.identity.control.Passwords;
import dev.sparkle.identity.control.SessionWatch;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.EmailAddress;
import dev.sparkle.identity.entity.Entry;
import dev.sparkle.platform.boundary.Problem;
import dev.sparkle.platform.control.CurrentSettings;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;

/** Signs in and out. */
@RequestScoped
@Path("/auth")
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirements
public class AuthResource {

  /** Asks for an account. */
  public record RegisterBody(String email, String password, String displayName) {}

  /** Comes in; {@code newPassword} replaces a password that somebody else chose. */
  public record LoginBody(String email, String password, String newPassword) {}

  /** Asks for a new session. */
  public record RefreshBody(String refreshToken) {}

  /** Ends the session that the token belongs to, or all of its account. */
  public record LogoutBody(String refreshToken, boolean everywhere) {}

  /** Asks for a letter. */
  public record ResetRequestBody(String email) {}

  /** Chooses a password by the letter's token. */
  public record ResetBody(String token, String newPassword) {}

  @Inject private Accounts accounts;
  @Inject private PasswordResets resets;
  @Inject private Passwords passwords;
  @Inject private SessionWatch sessions;
  @Inject private CurrentCaller caller;
  @Inject private CurrentSettings settings;

  @POST
  @Path("/guest")
  @Operation(summary = "Sign in without an account", operationId = "guest")
  public SessionBody guest() throws SQLException {
    if (!settings.get().identity().guests()) {
      throw Problem.of(
          403, "guests_closed", "An account is needed here. Sign in, or ask for an account.");
    }
    return SessionBody.of(accounts.guest());
  }

  @POST
  @Path("/register")
  @Operation(
      summary = "Make an account, and sign in",
      description =
          "With a guest's bearer token, the guest becomes the account: his conversations, materials"
              + " and what he used stay his, and his earlier sessions end.",
      operationId = "register")
  public SessionBody register(RegisterBody body) throws SQLException {
    Fields.require(body);
    EmailAddress email = Fields.email(body.email());
    String password = Fields.text("password", body.password());
    String name = Fields.displayName(body.displayName(), email);
    UUID guest = caller.ifAny().map(AuthResource::requireGuest).orElse(null);
    SessionBody session =
        SessionBody.of(passwords.register(guest, email, password, name, caller.place()));
    sessions.look();
    return session;
  }

  private static UUID requireGuest(Caller caller) {
    if (!caller.origin().guest()) {
      throw Problem.of(409, "already_registered", "You have an account. Sign out to make another.");
    }
    return caller.account();
  }

  @POST
  @Path("/login")
  @Operation(
      summary = "Sign in with address and password",
      description =
          "An address that nobody has and a wrong password are answered alike. After some failures"
              + " the door is shut for a while: 429 with Retry-After.",
      operationId = "login")
  public SessionBody login(LoginBody body) throws SQLException {
    Fields.require(body);
    EmailAddress email = Fields.email(body.email());
    String password = Fields.text("password", body.password());
    return SessionBody.of(passwords.signIn(email, password, body.newPassword(), caller.place()));
  }

  @POST
  @Path("/refresh")
  @Operation(summary = "Exchange a refresh token, once, for a new session", operationId = "refresh")
  public SessionBody refresh(RefreshBody body) throws SQLException {
    Fields.require(body);
    return accounts
        .refresh(Fields.text("refreshToken", body.refreshToken()))
        .map(SessionBody::of)
        .orElseThrow(
            () ->
                Problem.of(
                    401,
                    "refresh_token_invalid",
                    "The refresh token is unknown, used or expired. Sign in again."));
  }

  @POST
  @Path("/logout")
  @Operation(
      summary = "End this session, or with everywhere all of the account",
      description =
          "Its access tokens are refused on every node, and the account's sockets are closed, within"
              + " two seconds. A token that is good no more ends nothing, and is answered alike.",
      operationId = "logout")
  public Response logout(LogoutBody body) throws SQLException {
    Fields.require(body);
    accounts.signOut(Fields.text("refreshToken", body.refreshToken()), body.everywhere());
    sessions.look();
    return Response.noContent().build();
  }

  @POST
  @Path("/reset-request")
  @Operation(
      summary = "Have a letter sent by which a new password can be chosen",
      description = "Answered alike whether there is such an account or not.",
      operationId = "requestReset")
  public Response requestReset(ResetRequestBody body) throws SQLException {
    Fields.require(body);
    refuse(resets.ask(Fields.email(body.email()), caller.place()));
    return Response.accepted().build();
  }

  @POST
  @Path("/reset")
  @Operation(
      summary = "Choose a new password by the letter's token",
      description = "The token is good once, for half an hour. All sessions of the account end.",
      operationId = "resetPassword")
  public Response reset(ResetBody body) throws SQLException {
    Fields.require(body);
    refuse(
        resets.reset(
            Fields.text("token", body.token()),
            Fields.text("newPassword", body.newPassword()),
            caller.place()));
    sessions.look();
    return Response.noContent().build();
  }

  private static void refuse(Optional<Entry> not) {
    if (not.isPresent()) {
      throw SessionBody.refusal(not.get());
    }
  }
}
