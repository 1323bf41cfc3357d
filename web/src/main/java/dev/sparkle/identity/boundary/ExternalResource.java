package dev.sparkle.identity.boundary;

import dev.sparkle.identity.control.Accounts;
import dev.sparkle.identity.control.Passwords;
import dev.sparkle.identity.control.SessionWatch;
import dev.sparkle.identity.control.oidc.ExternalSignIn;
import dev.sparkle.identity.control.oidc.ExternalSignIn.Given;
import dev.sparkle.identity.control.oidc.ExternalSignIn.Offer;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Entry;
import dev.sparkle.platform.boundary.Problem;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;

/** Signs in people who have an account elsewhere. */
@RequestScoped
@Path("/auth/oidc")
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirements
public class ExternalResource {

  /** The providers that are trusted, and answer now. */
  public record Offers(List<Offer> items) {}

  /**
   * What a provider gave: {@code idToken} and {@code nonce}, or {@code code} and the rest; and the
   * password of an account that it is to be linked to.
   */
  public record GivenBody(
      String provider,
      String idToken,
      String nonce,
      String code,
      String codeVerifier,
      String redirectUri,
      String password) {}

  @Inject private CurrentCaller caller;
  @Inject private Accounts accounts;
  @Inject private Passwords passwords;
  @Inject private ExternalSignIn external;
  @Inject private SessionWatch sessions;

  @GET
  @Operation(summary = "OpenID providers whose sign-in is trusted", operationId = "oidcProviders")
  public Offers offers() {
    return new Offers(external.offers());
  }

  @POST
  @Operation(
      summary = "Exchange an OpenID provider's ID token or code for a session",
      description =
          "An ID token needs the nonce that it was asked for with, and is taken once. A guest's"
              + " bearer token makes him that account; an account's, with its password, links the"
              + " two.",
      operationId = "oidcSignIn")
  public SessionBody signIn(GivenBody body) throws SQLException {
    Fields.require(body);
    String provider = Fields.text("provider", body.provider());
    Given given;
    if (body.code() != null) {
      given =
          new Given(
              provider,
              null,
              body.nonce(),
              Fields.text("code", body.code()),
              body.codeVerifier(),
              Fields.text("redirectUri", body.redirectUri()));
    } else {
      if (body.idToken() == null || body.idToken().length() > 16_384) {
        throw Problem.of(400, "missing_field", "Send idToken with nonce, or code.");
      }
      given =
          new Given(provider, body.idToken(), Fields.text("nonce", body.nonce()), null, null, null);
    }
    Optional<Caller> who = caller.ifAny();
    if (who.isPresent() && !who.get().origin().guest()) {
      requirePassword(who.get(), body.password());
    }
    SessionBody session = SessionBody.of(external.signIn(given, who.orElse(null), caller.place()));
    sessions.look();
    return session;
  }

  /** A bearer token alone must not be enough to come in by another door for ever. */
  private void requirePassword(Caller who, String password) throws SQLException {
    if (!accounts.credential(who.account()).map(one -> one.hash() != null).orElse(false)) {
      throw Problem.of(
          409, "already_registered", "You have an account. Sign out to come in by another.");
    }
    Optional<Entry> not = passwords.unconfirmed(who, password, caller.place());
    if (not.isPresent()) {
      throw not.get() instanceof Entry.Wrong
          ? Problem.of(403, "password_needed", "Send your password to link the two.")
          : SessionBody.refusal(not.get());
    }
  }
}
