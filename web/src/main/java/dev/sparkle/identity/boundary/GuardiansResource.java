package dev.sparkle.identity.boundary;

import dev.sparkle.identity.boundary.ClassesResource.MemberItem;
import dev.sparkle.identity.boundary.ClassesResource.MemberItems;
import dev.sparkle.identity.control.Guardianships;
import dev.sparkle.platform.boundary.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Who looks after a single learner. */
@RequestScoped
@Path("/admin/accounts/{id}/guardians")
@RolesAllowed("operator")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class GuardiansResource {

  /** Who is to look after him. */
  public record NewGuardian(String email) {}

  @Inject private CurrentCaller caller;
  @Inject private Guardianships guardianships;

  @GET
  @Operation(summary = "Who looks after a learner", operationId = "adminGuardians")
  public MemberItems list(@PathParam("id") String id) throws SQLException {
    return new MemberItems(
        guardianships.of(caller.get(), AccountsResource.parse(id)).stream()
            .map(MemberItem::of)
            .toList());
  }

  @POST
  @Operation(
      summary = "Put a guardian in charge of a learner",
      description = "From then on he is told of those he is in charge of, and of nobody else.",
      operationId = "adminAddGuardian")
  public MemberItems add(@PathParam("id") String id, NewGuardian body) throws SQLException {
    Fields.require(body);
    UUID learner = AccountsResource.parse(id);
    if (!guardianships.add(caller.get(), learner, Fields.email(body.email()))) {
      throw Problem.of(
          404,
          "account_not_found",
          "There is no such learner, or no guardian with this address: give him the role first.");
    }
    return list(id);
  }

  @DELETE
  @Path("/{guardian}")
  @Operation(
      summary = "Take a guardian out of charge of a learner",
      operationId = "adminRemoveGuardian")
  public Response remove(@PathParam("id") String id, @PathParam("guardian") String guardian)
      throws SQLException {
    if (!guardianships.remove(
        caller.get(), AccountsResource.parse(id), AccountsResource.parse(guardian))) {
      throw AccountsResource.accountNotFound();
    }
    return Response.noContent().build();
  }
}
