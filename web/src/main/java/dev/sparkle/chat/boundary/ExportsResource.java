package dev.sparkle.chat.boundary;

import dev.sparkle.chat.control.export.Export;
import dev.sparkle.chat.control.export.ExportDesk;
import dev.sparkle.chat.control.export.Exports;
import dev.sparkle.identity.boundary.CurrentCaller;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.platform.boundary.Problem;
import dev.sparkle.platform.boundary.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Copies of everything that an account has, as a ZIP. */
@RequestScoped
@Path("/account/exports")
@RolesAllowed({"learner", "teacher", "guardian", "operator"})
@Produces(MediaType.APPLICATION_JSON)
public class ExportsResource {

  /**
   * A copy.
   *
   * @param status {@code making} or {@code ready}
   * @param taskId that makes it
   * @param bytes as far as it is made
   */
  public record ExportItem(
      UUID id, String status, UUID taskId, long bytes, Instant createdAt, Instant expiresAt) {

    static ExportItem of(Export export) {
      return new ExportItem(
          export.id(),
          export.ready() ? "ready" : "making",
          export.task(),
          export.bytes(),
          export.createdAt(),
          export.expiresAt());
    }
  }

  @Inject private CurrentCaller caller;
  @Inject private ExportDesk desk;
  @Inject private Exports exports;

  @POST
  @Operation(
      summary = "Have a copy of everything of mine made; it can be fetched for some days",
      operationId = "exportAccount")
  public Response request() {
    Caller me = caller.get();
    UUID id = desk.request(me);
    return Response.accepted(item(me, id)).location(URI.create("account/exports/" + id)).build();
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "How far a copy has come", operationId = "export")
  public ExportItem get(@PathParam("id") String id) {
    return item(caller.get(), parse(id));
  }

  private ExportItem item(Caller me, UUID id) {
    return exports.find(me, id).map(ExportItem::of).orElseThrow(ExportsResource::notFound);
  }

  @GET
  @Path("/{id}/file")
  @Produces({"application/zip", MediaType.APPLICATION_JSON})
  @Operation(summary = "The copy, as a ZIP", operationId = "exportFile")
  public Response file(@PathParam("id") String id) {
    Caller me = caller.get();
    UUID export = parse(id);
    if (exports.find(me, export).orElseThrow(ExportsResource::notFound).ready()) {
      StreamingOutput zip = out -> exports.fetch(me, export, out);
      return Response.ok(zip, "application/zip")
          .header("Content-Disposition", "attachment; filename=\"sparkle-export.zip\"")
          .build();
    }
    throw Problem.of(409, "export_not_ready", "The copy is still being made. Ask again soon.");
  }

  private static UUID parse(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException notOurs) {
      throw notFound();
    }
  }

  private static ProblemException notFound() {
    return Problem.of(404, "export_not_found", "There is no such copy, or its time is over.");
  }
}
