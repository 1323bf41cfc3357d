package dev.sparkle.identity.boundary;

import dev.sparkle.identity.control.Classes;
import dev.sparkle.identity.control.OwnAccount;
import dev.sparkle.identity.control.Passwords;
import dev.sparkle.identity.control.SessionWatch;
import dev.sparkle.identity.entity.Entry;
import dev.sparkle.identity.entity.Profile;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.identity.entity.SchoolClass;
import dev.sparkle.platform.boundary.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** My own account. */
@RequestScoped
@Path("/account")
@RolesAllowed({"learner", "teacher", "guardian", "operator"})
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AccountResource {

  /** A class that I belong to. */
  public record MyClass(UUID id, String name, String part) {

    static MyClass of(SchoolClass one) {
      return new MyClass(one.id(), one.name(), one.part().wireName());
    }
  }

  /**
   * An account.
   *
   * @param password whether it signs in with one
   */
  public record ProfileItem(
      UUID id,
      String displayName,
      String email,
      boolean password,
      List<String> roles,
      boolean guest,
      List<MyClass> classes,
      Instant createdAt) {}

  /** Another name. */
  public record NameBody(String displayName) {}

  /** Another password. */
  public record PasswordBody(String currentPassword, String newPassword) {}

  /** Who has a password says it once more. */
  public record GoodbyeBody(String password) {}

  @Inject private CurrentCaller caller;
  @Inject private OwnAccount accounts;
  @Inject private Passwords passwords;
  @Inject private Classes classes;
  @Inject private SessionWatch sessions;

  @GET
  @Operation(summary = "My account", operationId = "account")
  public ProfileItem get() throws SQLException {
    Profile profile =
        accounts
            .profile(caller.get())
            .orElseThrow(
                () -> Problem.of(401, "session_ended", "This account is gone. Sign in again."));
    return new ProfileItem(
        profile.account().id(),
        profile.account().displayName(),
        profile.email(),
        profile.password(),
        profile.account().roles().stream().map(Role::wireName).sorted().toList(),
        profile.account().guest(),
        classes.list(caller.get(), false).stream().map(MyClass::of).toList(),
        profile.createdAt());
  }

  @PATCH
  @Operation(summary = "Change my name", operationId = "changeAccount")
  public ProfileItem rename(NameBody body) throws SQLException {
    Fields.require(body);
    accounts.rename(caller.get(), Fields.shortLine("displayName", body.displayName()));
    return get();
  }

  @POST
  @Path("/password")
  @Operation(
      summary = "Change my password; all my sessions end, and one begins",
      operationId = "changePassword")
  public SessionBody password(PasswordBody body) throws SQLException {
    Fields.require(body);
    SessionBody session =
        SessionBody.of(
            passwords.change(
                caller.get(),
                Fields.text("currentPassword", body.currentPassword()),
                Fields.text("newPassword", body.newPassword()),
                caller.place()));
    sessions.look();
    return session;
  }

  @DELETE
  @Operation(
      summary = "Remove my account with all that it has; it cannot be brought back",
      description = "Who signs in with a password says it once more.",
      operationId = "deleteAccount")
  public Response remove(GoodbyeBody body) throws SQLException {
    Optional<Entry> not =
        passwords.unconfirmed(caller.get(), body == null ? null : body.password(), caller.place());
    if (not.isPresent()) {
      throw not.get() instanceof Entry.Wrong
          ? Problem.of(403, "password_needed", "Send your password: the account would be gone.")
          : SessionBody.refusal(not.get());
    }
    if (!accounts.remove(caller.get())) {
      throw Problem.of(403, "forbidden", "This account belongs to the server.");
    }
    sessions.look();
    return Response.noContent().build();
  }
}
