package dev.sparkle.identity.boundary;

import dev.sparkle.identity.control.Keyring;
import dev.sparkle.platform.control.Acts;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The keys that sign access tokens. */
@RequestScoped
@Path("/admin/keys")
@RolesAllowed("operator")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class KeysResource {

  /** Whether somebody else may have the keys: then they are good no more at once. */
  public record RotateBody(boolean leaked) {}

  /** The new key, when it begins to sign, and until when those before verify. */
  public record RotatedItem(String keyId, Instant signsFrom, Instant othersVerifyUntil) {}

  @Inject private CurrentCaller caller;
  @Inject private Keyring keyring;
  @Inject private Acts acts;

  @POST
  @Path("/rotate")
  @Operation(
      summary = "Make a new signing key; nodes take it in within seconds",
      description =
          "Tokens of the ones before stay good until they expire; with leaked, they are refused at"
              + " once, and refresh tokens give new ones.",
      operationId = "adminRotateKeys")
  public RotatedItem rotate(RotateBody body) throws IOException {
    boolean leaked = body != null && body.leaked();
    acts.record(caller.get().account(), leaked ? "keys.replace" : "keys.rotate", null);
    Keyring.Rotated done = keyring.rotate(leaked);
    return new RotatedItem(done.keyId(), done.signsFrom(), done.othersVerifyUntil());
  }
}
