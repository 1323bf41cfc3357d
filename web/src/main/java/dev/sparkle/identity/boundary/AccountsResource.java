package dev.sparkle.identity.boundary;

import dev.sparkle.identity.control.AccountDesk;
import dev.sparkle.identity.control.OneTimePasswords;
import dev.sparkle.identity.control.SessionWatch;
import dev.sparkle.identity.entity.EmailAddress;
import dev.sparkle.identity.entity.Entry;
import dev.sparkle.identity.entity.OperatedAccount;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.platform.boundary.PageSize;
import dev.sparkle.platform.boundary.Place;
import dev.sparkle.platform.boundary.Problem;
import dev.sparkle.platform.boundary.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Accounts with a name, for operators. */
@RequestScoped
@Path("/admin/accounts")
@RolesAllowed("operator")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AccountsResource {

  private static final int MAX_PAGE = 100;
  private static final int DEFAULT_PAGE = 30;

  /**
   * An account.
   *
   * @param looksAfterAll whether, as a guardian, it is told of every learner
   */
  public record AccountItem(
      UUID id,
      String displayName,
      String email,
      List<String> roles,
      boolean looksAfterAll,
      Instant createdAt,
      Instant disabledAt) {

    static AccountItem of(OperatedAccount account) {
      return new AccountItem(
          account.id(),
          account.displayName(),
          account.email(),
          account.roles().stream().map(Role::wireName).sorted().toList(),
          account.guardsAll() && account.roles().contains(Role.GUARDIAN),
          account.createdAt(),
          account.disabledAt());
    }
  }

  /** A page of accounts. */
  public record AccountItems(List<AccountItem> items, String nextCursor) {}

  /** An account that is to be made; without a password, one is generated. */
  public record NewAccount(String email, String displayName, List<String> roles, String password) {}

  /** What an account shall be allowed to do. */
  public record RolesBody(List<String> roles) {}

  /** An account, and a password that is good once, for a day. */
  public record WithPassword(AccountItem account, String oneTimePassword) {}

  @Inject private CurrentCaller caller;
  @Inject private AccountDesk accounts;
  @Inject private OneTimePasswords passwords;
  @Inject private SessionWatch sessions;

  @GET
  @Operation(summary = "Accounts with a name, the latest first", operationId = "adminAccounts")
  public AccountItems list(
      @QueryParam("email") String email,
      @QueryParam("role") String role,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") String limit)
      throws SQLException {
    int size = PageSize.of(limit, DEFAULT_PAGE, MAX_PAGE);
    Place before = Place.of(cursor);
    EmailAddress address = email == null ? null : Fields.email(email);
    Role wanted = role == null ? null : role(role);
    List<OperatedAccount> page =
        accounts.list(caller.get(), address, wanted, before.at(), before.id(), size + 1);
    OperatedAccount last = page.size() > size ? page.get(size - 1) : null;
    return new AccountItems(
        page.stream().limit(size).map(AccountItem::of).toList(),
        last == null ? null : new Place(last.createdAt(), last.id()).toString());
  }

  @POST
  @Operation(
      summary = "Make an account",
      description =
          "Without a password one is generated; it is to be replaced at the first sign-in, within a"
              + " day, and is in this answer only.",
      operationId = "adminCreateAccount")
  public Response create(NewAccount body) throws SQLException {
    Fields.require(body);
    EmailAddress email = Fields.email(body.email());
    String name = Fields.displayName(body.displayName(), email);
    Set<Role> roles = roles(body.roles() == null ? List.of("learner") : body.roles());
    String generated = body.password() == null ? passwords.draw() : null;
    if (generated == null) {
      passwords
          .objection(Fields.text("password", body.password()), email, name)
          .ifPresent(
              why -> {
                throw Problem.of(400, "weak_password", why);
              });
    }
    OperatedAccount made =
        accounts
            .create(
                caller.get(),
                email,
                name,
                roles,
                hash(generated == null ? body.password() : generated),
                generated != null)
            .orElseThrow(
                () -> Problem.of(409, "email_taken", "There is an account with this address."));
    return Response.created(URI.create("admin/accounts/" + made.id()))
        .entity(new WithPassword(AccountItem.of(made), generated))
        .build();
  }

  @POST
  @Path("/{id}/disable")
  @Operation(
      summary = "Keep an account from coming in; its sessions and sockets end within two seconds",
      operationId = "adminDisableAccount")
  public AccountItem disable(@PathParam("id") String id) throws SQLException {
    return changed(accounts.disable(caller.get(), parse(id), true));
  }

  @POST
  @Path("/{id}/enable")
  @Operation(summary = "Let an account in again", operationId = "adminEnableAccount")
  public AccountItem enable(@PathParam("id") String id) throws SQLException {
    return changed(accounts.disable(caller.get(), parse(id), false));
  }

  @PUT
  @Path("/{id}/roles")
  @Operation(
      summary = "Say what an account may do; in force within two seconds",
      operationId = "adminSetRoles")
  public AccountItem roles(@PathParam("id") String id, RolesBody body) throws SQLException {
    Fields.require(body);
    Set<Role> roles = roles(body.roles() == null ? List.of() : body.roles());
    return changed(accounts.roles(caller.get(), parse(id), roles));
  }

  @POST
  @Path("/{id}/password")
  @Operation(
      summary = "Give an account a password that is to be replaced within a day",
      description = "Opens its door if it is shut, and ends its sessions.",
      operationId = "adminOneTimePassword")
  public WithPassword password(@PathParam("id") String id) throws SQLException {
    String generated = passwords.draw();
    return new WithPassword(
        changed(accounts.password(caller.get(), parse(id), hash(generated))), generated);
  }

  private String hash(String password) {
    return passwords.hash(password).orElseThrow(() -> SessionBody.refusal(new Entry.Busy()));
  }

  private AccountItem changed(Optional<OperatedAccount> account) {
    AccountItem item = account.map(AccountItem::of).orElseThrow(AccountsResource::accountNotFound);
    sessions.look();
    return item;
  }

  private static Set<Role> roles(List<String> names) {
    if (names.isEmpty()) {
      throw badRole();
    }
    return names.stream().map(AccountsResource::role).collect(Collectors.toUnmodifiableSet());
  }

  private static Role role(String name) {
    try {
      return Role.of(String.valueOf(name));
    } catch (IllegalArgumentException none) {
      throw badRole();
    }
  }

  private static ProblemException badRole() {
    return Problem.of(
        400, "bad_role", "Roles are learner, teacher, guardian and operator; one at least.");
  }

  static UUID parse(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException notOurs) {
      throw accountNotFound();
    }
  }

  static ProblemException accountNotFound() {
    return Problem.of(404, "account_not_found", "There is no such account.");
  }
}
